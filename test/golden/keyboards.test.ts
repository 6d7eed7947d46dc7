import { describe, test } from "vitest";
import type { Change, KeyboardState } from "../../shared/video/conversation/chat-state.ts";
import { themes } from "../../shared/video/themes/themes.ts";
import { drawChat } from "../helpers/draw-chat.ts";
import { expectGolden } from "../helpers/golden.ts";

const LOOKS = ["imessage", "imessage-classic", "whatsapp", "instagram", "messenger", "neutral"] as const;

type Typed = {
	readonly name: (typeof LOOKS)[number];
	readonly mode?: "light" | "dark";
	readonly locale?: string;
	readonly direction?: "ltr" | "rtl";
	readonly draft: string;
	readonly keyboard: KeyboardState;
	readonly width?: number;
};

/** A chat in which something is being typed. */
function drawTyping({
	name,
	mode = "light",
	locale,
	direction = "ltr",
	draft,
	keyboard,
	width = 390,
}: Typed) {
	const messages = [
		{ sender: "them", text: "Are you home?" },
		{ sender: "you", text: draft === "" ? "Yes" : draft },
	];
	const chat = {
		...{ contact: { name: "Maya" }, messages, theme: { mode } },
		...(locale !== undefined && { locale }),
		video: { width, height: 2 * Math.round((width * 844) / 390 / 2), safeArea: "none" },
	};
	const changes: readonly Change[] = [
		{ kind: "shown", entry: 0 },
		{ kind: "keyboard", keyboard },
		{ kind: "draft", draft },
	];
	return drawChat({ chat, changes, theme: themes[name], direction });
}

describe.each(LOOKS)("the keyboard of %s", (name) => {
	test("with letters, one of them pressed, light", async () => {
		const keyboard = { page: "letters", lit: "h" } as const;
		await expectGolden(`keyboard-${name}-light`, await drawTyping({ name, draft: "Yes, wh", keyboard }));
	});

	test("with capitals before the first letter, dark", async () => {
		const keyboard = { page: "capitals", lit: null } as const;
		await expectGolden(
			`keyboard-${name}-dark`,
			await drawTyping({ name, mode: "dark", draft: "", keyboard }),
		);
	});
});

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
		keyboard: "always",
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

const IN_OTHER_LANGUAGES = [
	{ what: "Cyrillic", name: "whatsapp", locale: "ru", draft: "Кто там", lit: "м" },
	{ what: "AZERTY", name: "imessage", locale: "fr", draft: "Oui, je l", lit: "l" },
	{ what: "QWERTZ", name: "neutral", locale: "de", draft: "Schö", lit: "ö" },
	{ what: "Arabic", name: "whatsapp", locale: "ar", draft: "من هنا", lit: "ا" },
	{ what: "Hebrew", name: "imessage", locale: "he", draft: "מי שם", lit: "ם" },
	{ what: "Japanese", name: "instagram", locale: "ja", draft: "はい", lit: null },
] as const;

test.each(IN_OTHER_LANGUAGES)("$what keys, in $name", async ({ what, name, locale, draft, lit }) => {
	const direction = locale === "ar" || locale === "he" ? "rtl" : "ltr";
	const keyboard = { page: "letters", lit } as const;
	const picture = await drawTyping({ name, locale, direction, draft, keyboard });
	await expectGolden(`keyboard-${what.toLowerCase()}`, picture);
});

describe.each(["light", "dark"] as const)("other pages, %s", (mode) => {
	test("emoji, the one that was typed among them", async () => {
		const keyboard = { page: "emoji", lit: "🦊" } as const;
		const picture = await drawTyping({ name: "imessage", mode, draft: "Look 🦊", keyboard });
		await expectGolden(`keyboard-emoji-${mode}`, picture);
	});

	test("digits", async () => {
		const keyboard = { page: "digits", lit: "5" } as const;
		const picture = await drawTyping({ name: "whatsapp", mode, draft: "At 5", keyboard });
		await expectGolden(`keyboard-digits-${mode}`, picture);
	});
});

test("a text of more lines than the field has, whose last ones it shows", async () => {
	const draft = "First\nSecond\nThird, which is a long one and goes on\nFourth\nFifth\nSixth";
	const keyboard = { page: "letters", lit: "space" } as const;
	await expectGolden("keyboard-lines", await drawTyping({ name: "whatsapp", draft, keyboard }));
});

import { describe, expect, test } from "vitest";
import type { Span } from "../../../../../shared/video/scene/scene.ts";
import { type ThemeName, themeNames, themes } from "../../../../../shared/video/themes/themes.ts";
import { find, layOut } from "../../../../helpers/lay-out.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const TEXT = "@Maya see a.com, *now* `x`";

function spansOf(theme: typeof toyTheme, sender: "you" | "them", text = TEXT): readonly Span[] {
	const messages = [{ sender, text }];
	const chat = { contact: { name: "Maya Lin" }, messages, video: { width: 2000, height: 2000 } };
	const end = layOut(chat, undefined, { theme }).rests.at(-1);
	const shapes = (find(end, "message-0/bubble") ?? find(end, "message-0/row"))?.sprite.shapes ?? [];
	return shapes.flatMap((shape) => (shape.kind === "text" ? shape.spans : []));
}

const textsOf = (spans: readonly Span[]) => spans.map(({ text }) => text);
const WITHOUT_MARKUP: readonly ThemeName[] = ["imessage", "imessage-classic", "instagram", "messenger"];

describe.each(themeNames)("in %s", (name) => {
	const spans = spansOf(themes[name], "them");
	const said = textsOf(spans).join("");

	test("an address and a person stand out, each by itself", () => {
		const plain = spans.find(({ text }) => text.includes("see"));
		for (const part of [/^@?Maya$/, /^a\.com$/]) {
			const found = spans.find(({ text }) => part.test(text));
			const looks = [found?.isUnderlined, found?.paint, found?.style.weight];
			expect(looks).not.toEqual([plain?.isUnderlined, plain?.paint, plain?.style.weight]);
		}
	});

	test("marks are shown or not, as the app does", () => {
		expect(said.includes("*now* `x`")).toBe(WITHOUT_MARKUP.includes(name));
		expect(spans.some(({ style }) => style.isCode === true)).toBe(!WITHOUT_MARKUP.includes(name));
	});
});

test("iMessage hides the sign before a name, WhatsApp does not", () => {
	expect(textsOf(spansOf(themes.imessage, "you"))[0]).toBe("Maya");
	expect(textsOf(spansOf(themes.whatsapp, "you"))[0]).toBe("@Maya");
});

test("a colour is that of the side", () => {
	const linkOf = (sender: "you" | "them") => spansOf(toyTheme, sender).find(({ text }) => text === "a.com");
	expect([linkOf("you")?.paint, linkOf("them")?.paint]).toEqual(["#eaff00", "#c2005d"]);
});

test("code is not tracked, and bold in a person's name is the bolder of both", () => {
	const spans = spansOf(themes.whatsapp, "you", "*@Maya* `x`");
	expect(spans.map(({ style }) => style.weight)).toEqual([700, 400, 400]);
	expect(spans.map(({ style }) => style.trackingPx === undefined)).toEqual([false, false, true]);
});

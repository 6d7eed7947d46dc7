import { describe, expect, test } from "vitest";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { OPENING, pathsOf, screenOf, textsOf } from "../../../../helpers/screen.ts";

const imessage = themes.imessage;
const whatsapp = themes.whatsapp;
const instagram = themes.instagram;
const messenger = themes.messenger;

/** Places from the left edge, sizes and colours of what is neither icon nor text. */
function boxesOf(theme: Theme, draft: string | null = null) {
	const { screen, look } = screenOf(theme, { heightPx: 874 });
	const state = { ...OPENING, draft };
	const footer = screen.footer(state);
	const boxes = pathsOf(footer)
		.filter(({ isIcon }) => !isIcon)
		.map(({ left, right, top, bottom, fill }) => ({
			...{ left, fill, widthPx: right - left, heightPx: bottom - top },
		}));
	const texts = textsOf(footer);
	return { boxes, look, footer, composer: screen.composer(state), texts, text: texts[0] };
}

describe("the composer", () => {
	test("of iMessage has a round plus of 40 at 28, and 12 after it a field of 40 that ends 28 before the edge", () => {
		const { boxes, composer, footer, text, look } = boxesOf(imessage);
		expect(boxes).toContainEqual(expect.objectContaining({ left: 28, widthPx: 40, heightPx: 40 }));
		expect(boxes).toContainEqual(expect.objectContaining({ left: 80, widthPx: 402 - 28 - 80, heightPx: 40 }));
		expect(composer).toEqual({
			...{ xPx: 80, widthPx: 294, heightPx: 40 },
			yPx: footer.clip.yPx + footer.clip.heightPx - 28 - 40,
		});
		expect([text?.text, text?.xPx, text?.sizePx]).toEqual(["iMessage", 96, 0.97 * 17]);
		expect(text?.colour).toBe("#c4c4c7");
		expect(text?.colour).not.toBe(look.page.secondary);
	});

	test("of iMessage has a send capsule of 38 × 28 with a draft", () => {
		const { boxes, look } = boxesOf(imessage, "Hi");
		const capsule = { left: 402 - 28 - 6 - 38, widthPx: 38, heightPx: 28, fill: look.page.accent };
		expect(boxes).toContainEqual(capsule);
		expect(boxesOf(imessage).boxes).not.toContainEqual(capsule);
	});

	test("of the classic iMessage turns its microphone into a send button of 27 with a draft", () => {
		const classic = themes["imessage-classic"];
		const { boxes, look } = boxesOf(classic, "Hi");
		const send = { left: 390 - 16 - 27, widthPx: 27, heightPx: 27, fill: look.page.accent };
		expect(boxes).toContainEqual(send);
		expect(boxesOf(classic).boxes).not.toContainEqual(expect.objectContaining({ fill: send.fill }));
	});

	test("of WhatsApp is empty on a bar of its own, and its field grows with a draft", () => {
		const { boxes, footer, text } = boxesOf(whatsapp);
		expect(text).toBeUndefined();
		expect(boxes[0]).toEqual({ left: 0, widthPx: 390, heightPx: footer.clip.heightPx, fill: "#f6f6f6" });
		expect(boxes).toContainEqual({ left: 49, widthPx: 390 - 48 - 92 - 2, heightPx: 35, fill: "#ffffff" });
		const typed = boxesOf(whatsapp, "Hi").boxes;
		expect(typed).toContainEqual({ left: 49, widthPx: 390 - 48 - 54 - 2, heightPx: 35, fill: "#ffffff" });
		expect(typed).toContainEqual(expect.objectContaining({ widthPx: 35, fill: "#1daa61" }));
	});

	test("of Instagram is a pill of 44 with a disc before its text", () => {
		const { boxes, text } = boxesOf(instagram);
		expect(boxes).toContainEqual(expect.objectContaining({ left: 12, widthPx: 390 - 24, heightPx: 44 }));
		expect(boxes).toContainEqual({ left: 17, widthPx: 34, heightPx: 34, fill: "#4a5df9" });
		expect([text?.text, text?.xPx]).toEqual(["Message…", 12 + 5 + 34 + 10]);
	});

	test("of Messenger puts its icons away with a draft", () => {
		const icons = (draft: string | null) =>
			pathsOf(boxesOf(messenger, draft).footer).filter(({ isIcon, left }) => isIcon && left < 150).length;
		expect(icons("Hi")).toBe(1);
		expect(icons(null)).toBeGreaterThan(4);
		expect([boxesOf(messenger).text?.text, boxesOf(messenger, "Hi").text?.text]).toEqual(["Aa", "Hi"]);
	});

	test("keeps a long draft in lines before what stands inside", () => {
		const draft = "I have been waiting here for you for half an hour, and now it rains";
		for (const theme of [imessage, whatsapp, instagram, messenger]) {
			const { texts, footer } = boxesOf(theme, draft);
			expect(texts.map(({ text }) => text).join(" ")).toBe(draft);
			expect(texts.length).toBeGreaterThan(1);
			const behind = pathsOf(footer).filter(({ left }) => left > 195 && left < 390 - 12);
			const endPx = Math.max(...texts.map((text) => text.endPx));
			expect(endPx).toBeLessThan(Math.min(...behind.map(({ left }) => left)));
		}
	});
});

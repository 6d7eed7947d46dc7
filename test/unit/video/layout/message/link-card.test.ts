import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Placement, Shape } from "../../../../../shared/video/scene/scene.ts";
import { themeNames, themes } from "../../../../../shared/video/themes/themes.ts";
import { layOut, placed } from "../../../../helpers/lay-out.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const PICTURE = { "/messages/0/link/picture": { widthPx: 400, heightPx: 100 } };
const video = { width: 780, height: 1688 };

type Options = { readonly changes?: readonly Change[]; readonly direction?: "ltr" | "rtl" };

/** What stands in the column of one message. */
function draw(theme: typeof toyTheme, message: object, { changes, direction = "ltr" }: Options = {}) {
	const chat = { contact: { name: "Maya" }, messages: [{ sender: "them", ...message }], video };
	const pictures = new Map(Object.entries(PICTURE));
	const { rests, messages } = layOut(chat, changes, { theme, direction, pictures });
	const items = placed(rests.at(-1)).filter(({ item }) => item.startsWith("message-0/"));
	return { items, frame: messages[0]?.frame };
}

const inside = (shapes: readonly Shape[]): readonly Shape[] =>
	shapes.flatMap((shape) => (shape.kind === "clip" ? inside(shape.shapes) : [shape]));
const shapesOf = (items: readonly Placement[]) =>
	items.flatMap(({ xPx, yPx, sprite }) => inside(sprite.shapes).map((shape) => ({ xPx, yPx, shape })));
const textsOf = (items: readonly Placement[]) =>
	shapesOf(items).flatMap(({ shape }) =>
		shape.kind === "text" ? [shape.spans.map(({ text }) => text).join("")] : [],
	);
const link = { title: "Dog parks", site: "Dogs & Co" };
const text = "see https://example.com/parks";

describe.each(themeNames)("in %s the card of a link", (name) => {
	const theme = themes[name];

	test("shows its title and its site, which is the domain of the text unless it is given", () => {
		expect(textsOf(draw(theme, { text, link }).items)).toEqual(
			expect.arrayContaining(["Dog parks", "Dogs & Co"]),
		);
		expect(textsOf(draw(theme, { text, link: { title: "Dog parks" } }).items)).toContain("example.com");
	});

	test("shows its picture, cut to the card's shape", () => {
		const { items } = draw(theme, { text, link: { ...link, picture: "park.jpg" } });
		const images = shapesOf(items).flatMap(({ shape }) => (shape.kind === "image" ? [shape] : []));
		expect(images.map(({ image }) => image)).toEqual(["/messages/0/link/picture"]);
		for (const { rect, crop } of images) {
			expect(rect.widthPx / rect.heightPx).toBeCloseTo(theme.link.pictureShape, 1);
			expect(crop.widthPx / crop.heightPx).toBeCloseTo(rect.widthPx / rect.heightPx, 5);
			expect(crop.heightPx).toBe(100);
		}
	});

	test("cuts a title that is too long for its lines", () => {
		const title = "A title of as many words as a title may have, and that is more than two lines";
		const lines = textsOf(draw(theme, { text, link: { ...link, title } }).items).filter(
			(line) => title.includes(line.replace("…", "")) && line !== "see",
		);
		expect(lines).toHaveLength(theme.link.title.lines);
		expect(lines.at(-1)).toMatch(/…$/);
	});

	test("goes with its message", () => {
		const changes = [
			{ kind: "shown", entry: 0 },
			{ kind: "deleted", entry: 0 },
		] as const;
		expect(textsOf(draw(theme, { text, link }, { changes }).items)).not.toContain("Dog parks");
	});
});

describe("an address that a card stands for", () => {
	const addressIn = (theme: typeof toyTheme, message: object) =>
		textsOf(draw(theme, message).items).some((line) => line.includes("https"));

	test("is not shown in iMessage where it is at an end of the text, and else is", () => {
		expect(addressIn(themes.imessage, { text, link })).toBe(false);
		expect(addressIn(themes.imessage, { text: `${text} please`, link })).toBe(true);
		expect(addressIn(themes.imessage, { text })).toBe(true);
		expect(addressIn(themes.messenger, { text, link })).toBe(true);
	});

	test("leaves no empty bubble", () => {
		const { items } = draw(themes.imessage, { text: "https://example.com/parks", link });
		expect(items.map(({ item }) => item)).toEqual(["message-0/link"]);
	});
});

test("under its text a card is the next of a run: the bubble has no tail", () => {
	const [bubble, card] = draw(themes.imessage, { text: "see https://example.com now", link }).items;
	const [alone] = draw(themes.imessage, { text: "see https://example.com now" }).items;
	expect([bubble?.item, card?.item]).toEqual(["message-0/bubble", "message-0/link"]);
	expect(bubble?.sprite.heightPx).toBeLessThan(alone?.sprite.heightPx ?? 0);
	expect(card?.yPx).toBeGreaterThan((bubble?.yPx ?? 0) + (bubble?.sprite.heightPx ?? 0));
});

test("a row has its card under it, where bubbles have theirs inside", () => {
	const items = (sender: string) => draw(toyTheme, { sender, text, link }).items.map(({ item }) => item);
	expect(items("them")).toContain("message-0/link");
	expect(items("you")).not.toContain("message-0/link");
});

test("nothing of a card reaches out of its message's frame, whatever stands with it, in any look", () => {
	// By name: a counterexample is written out.
	const anyLook = fc.constantFrom(...themeNames, "toy" as const);
	const anyTitle = fc.constantFrom(
		"Dogs",
		"שלום עולם",
		"A long title of dogs in parks, and of parks in towns",
	);
	const anyMessage = fc.record(
		{
			sender: fc.constantFrom("you", "them"),
			text: fc.constantFrom("a.com", "see a.com", "😂 a.com", "a.com and then a longer text of some lines"),
			images: fc.constant(["dog.jpg"]),
			voice: fc.constant({ seconds: 9 }),
			link: fc.record(
				{ title: anyTitle, site: fc.constantFrom("Dogs"), picture: fc.constant("p.jpg") },
				{ requiredKeys: ["title"] },
			),
		},
		{ requiredKeys: ["sender", "text", "link"] },
	);
	fc.assert(
		fc.property(anyLook, anyMessage, fc.constantFrom("ltr", "rtl"), (look, message, direction) => {
			const theme = look === "toy" ? toyTheme : themes[look];
			const { items, frame } = draw(theme, message, { direction });
			if (frame === undefined) throw new Error("expected a frame");
			const placedHere = items.filter(({ item }) => /link|bubble|row/.test(item));
			const bottomPx = Math.max(...placedHere.map(({ yPx, sprite }) => yPx + sprite.heightPx));
			for (const { xPx, yPx, shape } of shapesOf(placedHere)) {
				const box = shape.kind === "text" ? { xPx: shape.xPx, widthPx: shape.widthPx } : null;
				const rect = shape.kind === "image" ? shape.rect : box;
				if (rect === null) continue;
				expect(xPx + rect.xPx).toBeGreaterThanOrEqual(frame.xPx - 1);
				expect(xPx + rect.xPx + rect.widthPx).toBeLessThanOrEqual(frame.xPx + frame.widthPx + 1);
				if (shape.kind === "text") expect(yPx + shape.baselinePx).toBeLessThan(bottomPx);
			}
		}),
		{ numRuns: 150 },
	);
});

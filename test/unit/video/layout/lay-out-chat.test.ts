import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import type { Box, ChatLayout, ColumnItem } from "../../../../shared/video/layout/chat-layout.ts";
import { layOutChat } from "../../../../shared/video/layout/lay-out-chat.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

const lay = (value: object) => layOutChat(parseConversation(value, { maxMessages: 50 }), measureEvenly);
const theirs = (text: string) => ({ sender: "them", text });
const mine = (text: string) => ({ sender: "you", text });

/** Whether a message's bubble is drawn with a tail: its outline is then longer by two curves. */
function hasTail(layout: ChatLayout, item: ColumnItem): boolean {
	const outline = layout.sprites[item.sprite]?.shapes.find((shape) => shape.kind === "path");
	return outline?.kind === "path" && outline.d.includes("C");
}

describe("a group of messages", () => {
	const layout = lay({ messages: [theirs("one"), theirs("two"), mine("three"), theirs("four")] });

	test("ends with a tail and has none before, while each had one as long as it was the last", () => {
		expect(layout.messages.map(({ item }) => hasTail(layout, item))).toEqual([false, true, true, true]);
		const asLast = layout.messages.map((message) => message.asLast && hasTail(layout, message.asLast));
		expect(asLast).toEqual([true, null, null, null]);
	});

	test("stands closer together than two groups do", () => {
		const [one, two, three] = layout.messages.map(({ bubble }) => bubble);
		const gap = (upper?: Box, lower?: Box) => (lower?.yPx ?? 0) - (upper?.yPx ?? 0) - (upper?.heightPx ?? 0);
		expect(gap(one, two)).toBeGreaterThan(0);
		expect(gap(one, two)).toBeLessThan(gap(two, three));
	});

	test("stands on its sender's side", () => {
		const [one, , three] = layout.messages.map(({ bubble }) => bubble);
		const rightGap = (box?: Box) => layout.widthPx - (box?.xPx ?? 0) - (box?.widthPx ?? 0);
		expect(one?.xPx).toBe(rightGap(three));
		expect(rightGap(one)).toBeGreaterThan(one?.xPx ?? 0);
	});
});

describe("a message of emoji alone", () => {
	test.each([
		["😂", true],
		["😂 👍🏽 🏳️‍🌈", true],
		["😂😂😂😂", false],
		["😂!", false],
		["3", false],
		["❤\ufe0f", true],
		["❤\ufe0e", false],
		["❤", true],
	])("%s has no bubble: %s", (text, isLone) => {
		const layout = lay({ messages: [theirs(text)] });
		const sprite = layout.sprites[layout.messages[0]?.item.sprite ?? -1];
		expect(sprite?.shapes.some(({ kind }) => kind === "path")).toBe(!isLone);
	});
});

describe("a message taller than the screen", () => {
	const text = "line\n".repeat(40).trim();

	test("is warned of, with its place", () => {
		const { warnings } = lay({ messages: [theirs("short"), theirs(text)] });
		expect(warnings.map(({ code, pointer }) => [code, pointer])).toEqual([
			["TALL_MESSAGE", "/messages/1/text"],
		]);
	});

	test("gives no warning where it fits", () => {
		expect(lay({ messages: [theirs("short")] }).warnings).toEqual([]);
	});
});

describe("the same chat on another screen", () => {
	const chat = { messages: [theirs("Hello there"), mine("Hi!")] };

	test.each([
		[1080, 1920],
		[720, 1280],
		[540, 960],
	])("%i × %i is the same picture, scaled", (width, height) => {
		const layout = lay({ ...chat, video: { width, height } });
		const bubble = layout.messages[0]?.bubble;
		const scale = width / 1080;
		const reference = lay(chat).messages[0]?.bubble;
		expect(Math.abs((bubble?.widthPx ?? 0) - (reference?.widthPx ?? 0) * scale)).toBeLessThanOrEqual(2);
		expect(Math.abs((bubble?.heightPx ?? 0) - (reference?.heightPx ?? 0) * scale)).toBeLessThanOrEqual(2);
	});

	test.each([
		[240, 240],
		[3840, 240],
		[240, 3840],
		[1920, 1080],
		[3840, 3840],
	])("%i × %i leaves room for the column between the bars", (width, height) => {
		const { viewport, heightPx } = lay({ ...chat, video: { width, height } });
		expect(viewport.topPx).toBeGreaterThan(0);
		expect(viewport.bottomPx).toBeLessThan(heightPx);
		expect(viewport.bottomPx - viewport.topPx).toBeGreaterThan(0.5 * height);
	});
});

describe("for any conversation", () => {
	const forEach = (check: (layout: ChatLayout) => void) =>
		fc.assert(
			fc.property(arbitraryConversation(), (conversation) => check(layOutChat(conversation, measureEvenly))),
			{ numRuns: 60 },
		);

	test("no text is outside its bubble", () => {
		forEach(({ messages }) => {
			for (const { bubble, lines } of messages) {
				for (const { box } of lines) {
					expect(box.xPx).toBeGreaterThanOrEqual(bubble.xPx - 0.01);
					expect(box.xPx + box.widthPx).toBeLessThanOrEqual(bubble.xPx + bubble.widthPx + 0.01);
					expect(box.yPx).toBeGreaterThanOrEqual(bubble.yPx);
					expect(box.yPx + box.heightPx).toBeLessThanOrEqual(bubble.yPx + bubble.heightPx);
				}
			}
		});
	});

	test("no bubble is outside the frame, tail and all", () => {
		forEach(({ messages, sprites, widthPx }) => {
			for (const { item } of messages) {
				expect(item.xPx).toBeGreaterThanOrEqual(0);
				expect(item.xPx + (sprites[item.sprite]?.widthPx ?? 0)).toBeLessThanOrEqual(widthPx);
			}
		});
	});

	test("nothing of a message covers anything of the next one", () => {
		forEach(({ messages }) => {
			for (const [index, { bubble, receipts }] of messages.entries()) {
				const next = messages[index + 1];
				if (next === undefined) continue;
				expect(bubble.yPx + bubble.heightPx).toBeLessThan(next.bubble.yPx);
				if (receipts !== null && next.sender === "them") {
					expect(receipts.read.yPx).toBeLessThan(next.bubble.yPx);
				}
			}
		});
	});

	test("every sprite has an even size and an even place, and every bar whole macroblocks", () => {
		forEach(({ sprites, messages, opening, viewport }) => {
			for (const { widthPx, heightPx } of sprites) expect([widthPx % 2, heightPx % 2]).toEqual([0, 0]);
			const items = [...opening, ...messages.flatMap(({ item, typing }) => [item, ...typing])];
			for (const { xPx, yPx } of items) expect([xPx % 2, yPx % 2]).toEqual([0, 0]);
			expect([viewport.topPx % 16, viewport.bottomPx % 16]).toEqual([0, 0]);
		});
	});
});

test("lines are higher where marks need the room, and highest in Nastaliq, for the whole of a chat in Urdu", () => {
	const heightOf = (text: string, other = "ok") =>
		lay({ messages: [theirs(text), mine(other)] }).messages[0]?.lines[0]?.box.heightPx ?? 0;
	expect(heightOf("தமிழ்")).toBeGreaterThan(heightOf("Tamil"));
	expect(heightOf("سلام")).toBe(heightOf("தமிழ்"));
	expect(heightOf("سلام", "میں ٹھیک ہوں")).toBeGreaterThan(heightOf("سلام"));
	expect(heightOf("ok", "میں ٹھیک ہوں")).toBe(heightOf("ok"));
});

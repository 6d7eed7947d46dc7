import { describe, expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { Shape } from "../../../../../shared/video/scene/scene.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { themes } from "../../../../../shared/video/themes/themes.ts";
import { find, layOut } from "../../../../helpers/lay-out.ts";

const { whatsapp, neutral, instagram, messenger, imessage } = themes;

type Case = {
	readonly theme: Theme;
	readonly sender?: "you" | "them";
	readonly to?: string;
	readonly time?: string;
	readonly direction?: "ltr" | "rtl";
	readonly more?: readonly Change[];
};

/** A message before and after it is edited, with one under it, at two pixels a point. */
function edit({ theme, sender = "you", to = "At nine", time, direction = "ltr", more = [] }: Case) {
	const messages = [
		{ sender, text: "At eight", edited: { text: to, after: 1 } },
		{ sender, text: "Be there" },
	];
	const changes: Change[] = [
		{ kind: "shown", entry: 0, ...(time !== undefined && { time }) },
		{ kind: "shown", entry: 1 },
		...more,
		{ kind: "edited", entry: 0 },
	];
	const layout = layOut({ messages, video: { width: 2 * theme.basisPt, height: 1700 } }, changes, {
		theme,
		direction,
	});
	const [before, after] = layout.rests.slice(-2);
	return {
		frame: layout.messages[0]?.frame,
		line: find(after, "message-0/edited"),
		bubble: find(after, "message-0/bubble"),
		words: wordsOf(find(after, "message-0/bubble")?.sprite.shapes),
		movedPx: (find(after, "message-1/bubble")?.yPx ?? 0) - (find(before, "message-1/bubble")?.yPx ?? 0),
		frameMovedPx: (find(after, "message-0/bubble")?.yPx ?? 0) - (find(before, "message-0/bubble")?.yPx ?? 0),
		receiptYPx: find(after, "message-1/receipt")?.yPx,
	};
}

const wordsOf = (shapes: readonly Shape[] = []) =>
	shapes.flatMap((shape) => (shape.kind === "text" ? shape.spans.map(({ text }) => text).join("") : []));

const LONG = "At nine, or a little later, as soon as the dog has had his walk and I have found the keys";

describe("a message that was edited", () => {
	test("says its new text, wrapped anew, and what is under it keeps to the grid", () => {
		for (const theme of Object.values(themes))
			for (const to of ["No", "At nine", LONG]) {
				const { words, movedPx } = edit({ theme, to });
				const text = words.join(" ");
				expect(text.startsWith(to.slice(0, 10))).toBe(true);
				expect(Math.abs(movedPx % 16)).toBe(0);
			}
	});

	test("has the word before the time, in its type", () => {
		expect(edit({ theme: whatsapp, time: "9:41" }).words).toEqual(["At nine", "Edited 9:41"]);
		expect(edit({ theme: whatsapp }).words).toEqual(["At nine", "Edited"]);
	});

	test.each([
		["you", "ltr"],
		["you", "rtl"],
		["them", "ltr"],
	] as const)("of %s, %s, has a line over the frame", (sender, direction) => {
		for (const theme of [instagram, messenger]) {
			const { line, bubble, frame, frameMovedPx } = edit({ theme, sender, direction });
			if (line === undefined || bubble === undefined || frame === undefined) throw new Error("expected all");
			const { edited } = theme;
			if (edited.at !== "above") throw new Error("expected a line over it");
			expect(wordsOf(line.sprite.shapes)).toEqual(["Edited"]);
			expect(bubble.yPx - line.yPx - line.sprite.heightPx).toBe(2 * edited.gapPt);
			expect(Math.abs(frameMovedPx % 16)).toBe(0);
			const isRight = (sender === "you") === (direction === "ltr");
			const insetPx = isRight
				? frame.xPx + frame.widthPx - line.xPx - line.sprite.widthPx
				: line.xPx - frame.xPx;
			expect(insetPx).toBe(2 * edited.insetPt);
		}
	});

	test("has a line under the frame, and a receipt under that", () => {
		for (const theme of [imessage, neutral]) {
			const { line, bubble, frame } = edit({ theme });
			if (line === undefined || bubble === undefined || frame === undefined) throw new Error("expected all");
			const { edited } = theme;
			if (edited.at !== "below") throw new Error("expected a line under it");
			expect(line.yPx - bubble.yPx - frame.heightPx).toBe(2 * edited.gapPt);
		}
		const read: Change = { kind: "receipt", entry: 0, receipt: "read" };
		const messages = [{ sender: "you", text: "At eight", edited: { text: "At nine", after: 1 } }];
		const changes: Change[] = [{ kind: "shown", entry: 0 }, read, { kind: "edited", entry: 0 }];
		const last = layOut({ messages }, changes, { theme: imessage }).rests.at(-1);
		const [edited, receipt] = ["edited", "receipt"].map((part) => find(last, `message-0/${part}`));
		expect(receipt?.yPx).toBeGreaterThanOrEqual((edited?.yPx ?? 0) + (edited?.sprite.heightPx ?? 0));
	});

	test.each([
		["over a quote that the frame lies over", messenger, ["edited", "reply-head"]],
		["under a quote that stands over the frame", instagram, ["reply", "edited"]],
	])("has its line %s", (_, theme, parts) => {
		const messages = [
			{ sender: "them", text: "When?" },
			{ sender: "you", text: "At eight", replyTo: 0, edited: { text: "At nine", after: 1 } },
		];
		const changes: Change[] = [
			{ kind: "shown", entry: 0 },
			{ kind: "shown", entry: 1 },
			{ kind: "edited", entry: 1 },
		];
		const { rests } = layOut({ messages }, changes, { theme });
		const [upper, lower] = parts.map((part) => find(rests.at(-1), `message-1/${part}`));
		expect(lower?.yPx).toBeGreaterThanOrEqual(
			(upper?.yPx ?? Number.NaN) + (upper?.sprite.heightPx ?? Number.NaN),
		);
	});

	test("is told by nothing else where the look has no word for it", () => {
		const theme: Theme = { ...imessage, edited: { at: "none" } };
		const { words, line } = edit({ theme });
		expect([words, line]).toEqual([["At nine"], undefined]);
	});
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "../../../../../shared/video/conversation/chat-state.ts";
import type { ChatLayout } from "../../../../../shared/video/layout/chat-layout.ts";
import type { Rect } from "../../../../../shared/video/scene/rect.ts";
import type { Theme } from "../../../../../shared/video/themes/theme.ts";
import { find, layOut, placed } from "../../../../helpers/lay-out.ts";
import { hanging, hooked, joined } from "../../../../helpers/look-alikes.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

const LOOKS: Readonly<Record<string, Theme>> = { hanging, hooked, joined, toy: toyTheme };

const arbitraryMessage = fc.record({
	sender: fc.constantFrom("you", "them"),
	text: fc.constantFrom(
		"ok",
		"😂",
		"👍🏽🎉",
		"שלום לכולם",
		"A few words",
		"A story in some words. ".repeat(6).trim(),
	),
	time: fc.constantFrom("9:41", "12:05 AM", ""),
	typing: fc.boolean(),
	receipts: fc.subarray(["sent", "delivered", "read"] as const),
});

type Message = typeof arbitraryMessage extends fc.Arbitrary<infer Value> ? Value : never;

/** Dots, the message, its receipts; the last of theirs is still being written. */
function changesOf(messages: readonly Message[]): readonly Change[] {
	return messages.flatMap(({ sender, time, typing, receipts }, entry): Change[] => [
		...(typing ? [{ kind: "typing", entry } as const] : []),
		time === "" ? { kind: "shown", entry } : { kind: "shown", entry, time },
		...(sender === "you" ? receipts : []).map((receipt) => ({ kind: "receipt", entry, receipt }) as const),
	]);
}

const bottomOf = ({ yPx, heightPx }: Rect) => yPx + heightPx;

function holdAll(layout: ChatLayout): void {
	const { rests, messages, widthPx } = layout;
	const rest = rests.at(-1);
	for (const [index, { frame, lines }] of messages.entries()) {
		const next = messages[index + 1]?.frame;
		if (next !== undefined) expect(bottomOf(frame)).toBeLessThan(next.yPx);
		for (const { box } of lines) {
			expect(box.xPx).toBeGreaterThanOrEqual(frame.xPx - 0.01);
			expect(box.xPx + box.widthPx).toBeLessThanOrEqual(frame.xPx + frame.widthPx + 0.01);
			expect(box.yPx).toBeGreaterThanOrEqual(frame.yPx);
			expect(bottomOf(box)).toBeLessThanOrEqual(bottomOf(frame));
		}
	}
	const dyPx = rest?.layers.find(({ name }) => name === "column")?.dyPx ?? 0;
	const items = placed(rest);
	for (const { item, sprite, xPx, yPx } of items) {
		expect([xPx % 2, Math.abs(yPx % 2), sprite.widthPx % 2, sprite.heightPx % 2]).toEqual([0, 0, 0, 0]);
		expect(xPx).toBeGreaterThanOrEqual(0);
		expect(xPx + sprite.widthPx).toBeLessThanOrEqual(widthPx);
		if (!item.endsWith("/receipt")) continue;
		// Between its message and what follows.
		for (const { frame } of messages) {
			const over = bottomOf(frame) + dyPx <= yPx;
			const under = yPx + sprite.heightPx <= frame.yPx + dyPx;
			expect(over || under, item).toBe(true);
		}
	}
	for (const { entry, frame } of messages) {
		const bubble = find(rest, `message-${entry}/bubble`);
		for (const shape of bubble?.sprite.shapes ?? []) {
			if (shape.kind !== "text" || bubble === undefined) continue;
			// Time and all: measured widths are fractions, and places of the time are whole.
			expect(bubble.xPx + shape.xPx).toBeGreaterThanOrEqual(frame.xPx - 1);
			expect(bubble.xPx + shape.xPx + shape.widthPx).toBeLessThanOrEqual(frame.xPx + frame.widthPx + 1);
			expect(bubble.yPx - dyPx + shape.baselinePx).toBeLessThanOrEqual(bottomOf(frame));
		}
	}
	const known = new Map<string, unknown>();
	for (const each of rests)
		for (const { sprite } of placed(each)) {
			if (known.get(sprite.key) === sprite) continue;
			expect(known.get(sprite.key) ?? sprite).toEqual(sprite);
			known.set(sprite.key, sprite);
		}
	const names = items.map(({ item }) => item);
	expect(new Set(names).size).toBe(names.length);
}

test.each(Object.entries(LOOKS))(
	"the look %s holds for any chat, and mirrored it is the same",
	(_, theme) => {
		const video = { width: 390, height: 844 };
		fc.assert(
			fc.property(fc.array(arbitraryMessage, { minLength: 1, maxLength: 9 }), (messages) => {
				const chat = { messages: messages.map(({ sender, text }) => ({ sender, text })), video };
				const changes = changesOf(messages);
				const [there, back] = (["ltr", "rtl"] as const).map((direction) => {
					const layout = layOut(chat, changes, { theme, direction });
					holdAll(layout);
					return layout.messages.map(({ frame }) => frame);
				});
				expect(back).toEqual(
					there?.map((frame) => ({ ...frame, xPx: video.width - frame.xPx - frame.widthPx })),
				);
			}),
			{ numRuns: 25 },
		);
	},
);

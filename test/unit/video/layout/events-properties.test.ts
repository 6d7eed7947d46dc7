import fc from "fast-check";
import { expect, test } from "vitest";
import { change, openingState } from "../../../../shared/video/conversation/change.ts";
import type { Change, ChatState } from "../../../../shared/video/conversation/chat-state.ts";
import type { ChatLayout } from "../../../../shared/video/layout/chat-layout.ts";
import { intersect, type Rect } from "../../../../shared/video/scene/rect.ts";
import type { Placement, Scene } from "../../../../shared/video/scene/scene.ts";
import { themeNames } from "../../../../shared/video/themes/themes.ts";
import { layOut, placed } from "../../../helpers/lay-out.ts";

const WRITERS = ["you", "maya", "ben", "li"] as const;
const people = [
	{ id: "maya", name: "Maya" },
	{ id: "ben", name: "Ben, whose name is longer than any line of this column may be, so it is cut" },
	{ id: "li", name: "李" },
];

const arbitraryReaction = fc.record({
	emoji: fc.constantFrom("❤️", "😂", "👍🏽", "🇩🇰", "👨‍👩‍👧"),
	from: fc.constantFrom(...WRITERS),
});
const arbitraryMessage = fc.record({
	from: fc.constantFrom(...WRITERS),
	text: fc.constantFrom(
		"K",
		"😂",
		"😇🎉",
		"Ask the dog",
		"שלום לכולם",
		"A story in some words. ".repeat(5).trim(),
	),
	reactions: fc.array(arbitraryReaction, { maxLength: 5 }),
	/** So many land before the next entry comes. */
	landed: fc.nat(5),
});
const arbitraryEntry = fc.oneof(
	{ weight: 6, arbitrary: arbitraryMessage },
	fc.record({
		system: fc.constantFrom("Li joined", "What happened is told in so many words that it wraps. ".repeat(2)),
	}),
	fc.record({ date: fc.constantFrom("Saturday", "Today 9:41 PM") }),
	fc.record({ typing: fc.record({ from: fc.constantFrom("maya", "ben", "li"), seconds: fc.constant(1) }) }),
);

type Entry = typeof arbitraryEntry extends fc.Arbitrary<infer Value> ? Value : never;
type Tried = { readonly kind: Change["kind"]; readonly entry: number; readonly at: number };

const arbitraryTries = fc.array(
	fc.record({
		kind: fc.constantFrom("typing", "shown", "stopped", "reaction", "reaction", "reaction", "receipt"),
		entry: fc.nat(9),
		at: fc.nat(4),
	}),
	{ maxLength: 25 },
) as fc.Arbitrary<readonly Tried[]>;

function asWritten(entry: Entry): object {
	if (!("landed" in entry)) return entry;
	const { landed: _, ...message } = entry;
	return message;
}

/** Each entry comes; then, of what is tried, what can be. */
function listChanges(entries: readonly Entry[], tries: readonly Tried[]): readonly Change[] {
	const changes: Change[] = [];
	let state: ChatState = openingState({ status: null, clock: "9:41" });
	const apply = (by: Change) => {
		try {
			state = change(state, by);
			changes.push(by);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
		}
	};
	for (const [entry, of] of entries.entries()) {
		apply({ kind: "typing" in of ? "typing" : "shown", entry });
		if (!("reactions" in of)) continue;
		for (const reaction of of.reactions.slice(0, of.landed).keys())
			apply({ kind: "reaction", entry, reaction });
	}
	for (const { kind, entry: place, at } of tries) {
		const entry = place % entries.length;
		const of = entries[entry];
		if (of === undefined) continue;
		const isDots = "typing" in of;
		if (kind === "reaction" && "reactions" in of && at < of.reactions.length)
			apply({ kind, entry, reaction: at });
		if (kind === "receipt" && "from" in of && of.from === "you") apply({ kind, entry, receipt: "read" });
		if ((kind === "typing" || kind === "stopped") && isDots) apply({ kind, entry });
	}
	return changes;
}

const rectOf = ({ xPx, yPx, sprite: { widthPx, heightPx } }: Placement): Rect => ({
	xPx,
	yPx,
	widthPx,
	heightPx,
});
const blockOf = ({ item }: Placement) => item.slice(0, item.lastIndexOf("/"));
const isReaction = ({ item }: Placement) => item.includes("/reaction");

/** By its block, where a message, or a line, has its upper end: its first frame if it has one. */
function topsOf(scene: Scene): ReadonlyMap<string, number> {
	const tops = new Map<string, number>();
	const items = placed(scene).filter((each) => /\/(bubble|media|system|date|typing)$/.test(each.item));
	for (const each of items) if (!tops.has(blockOf(each))) tops.set(blockOf(each), each.yPx);
	return tops;
}

function holdAll({ rests, screen }: ChatLayout, changes: readonly Change[]): void {
	for (const [index, rest] of rests.entries()) {
		const items = placed(rest);
		for (const each of items) {
			expect(each.xPx, each.item).toBeGreaterThanOrEqual(screen.xPx);
			expect(each.xPx + each.sprite.widthPx, each.item).toBeLessThanOrEqual(screen.xPx + screen.widthPx);
			for (const shape of each.sprite.shapes) {
				if (shape.kind !== "text" || !/\/(reaction|system|date|name)/.test(each.item)) continue;
				expect(shape.xPx, each.item).toBeGreaterThanOrEqual(0);
				expect(shape.xPx + shape.widthPx, each.item).toBeLessThanOrEqual(each.sprite.widthPx + 0.01);
			}
		}
		for (const reaction of items.filter(isReaction))
			for (const other of items) {
				const isOfMessage = blockOf(other) === blockOf(reaction) && !other.item.endsWith("/receipt");
				if (isOfMessage) continue;
				expect(intersect(rectOf(reaction), rectOf(other)), `${reaction.item}, ${other.item}`).toBeNull();
			}
		const [before, by] = [rests[index - 1], changes[index - 1]];
		if (before === undefined || (by?.kind !== "reaction" && by?.kind !== "receipt")) continue;
		const [was, is] = [topsOf(before), topsOf(rest)];
		const moved = [...is].map(([block, yPx]) => yPx - (was.get(block) ?? Number.NaN));
		for (const byPx of moved) expect(Math.abs(byPx % 16)).toBe(0);
	}
}

test("in any look, whatever happens: reactions stay on the screen and over their message alone, and what moves for them moves by whole macroblocks", () => {
	const arbitraryChat = fc.record({
		name: fc.constantFrom(...themeNames),
		direction: fc.constantFrom("ltr", "rtl"),
		width: fc.constantFrom(240, 390, 1080),
		frame: fc.constantFrom("none", "none", "phone", "card"),
		entries: fc.array(arbitraryEntry, { minLength: 1, maxLength: 8 }),
		tries: arbitraryTries,
	});
	fc.assert(
		fc.property(arbitraryChat, ({ name, direction, width, frame, entries, tries }) => {
			const messages: readonly Entry[] = [{ from: "you", text: "Hi", reactions: [], landed: 0 }, ...entries];
			const changes = listChanges(messages, tries);
			const video = { width, height: 2 * width, frame, safeArea: "none" };
			const chat = { title: "Dog people", people, messages: messages.map(asWritten), video, theme: { name } };
			holdAll(layOut(chat, changes, { direction }), changes);
		}),
		{ numRuns: 80 },
	);
});

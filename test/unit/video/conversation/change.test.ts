import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { change, foldChanges, openingState } from "../../../../shared/video/conversation/change.ts";
import type { Change, ChatState, EntryState } from "../../../../shared/video/conversation/chat-state.ts";

const opening = openingState({ status: null, clock: "9:41" });

const statesAfter = (...changes: readonly Change[]) => foldChanges(opening, changes);
const entriesAfter = (...changes: readonly Change[]) => statesAfter(...changes).at(-1)?.entries;

const entry = (index: number, rest: Partial<EntryState> = {}): EntryState => ({
	entry: index,
	shows: "original",
	reactions: [],
	receipt: "none",
	time: null,
	receiptTime: null,
	opens: null,
	...rest,
});

const typing = (index: number): Change => ({ kind: "typing", entry: index });
const shown = (index: number): Change => ({ kind: "shown", entry: index });
const receipt = (index: number, value: EntryState["receipt"]): Change => ({
	kind: "receipt",
	entry: index,
	receipt: value,
});

describe("an entry", () => {
	test("takes the place of its dots, or comes without them", () => {
		expect(entriesAfter(typing(0))).toEqual([entry(0, { shows: "typing" })]);
		expect(entriesAfter(typing(0), shown(0), shown(1))).toEqual([entry(0), entry(1)]);
	});

	test("is sent as it comes, where that is noted", () => {
		const sent: Change = { kind: "shown", entry: 0, time: "9:41", receipt: "sent" };
		expect(entriesAfter(sent)).toEqual([entry(0, { time: "9:41", receipt: "sent" })]);
		expect(entriesAfter(sent, receipt(0, "delivered"))?.[0]?.receipt).toBe("delivered");
		expect(openingState({ status: null, clock: "9:41", changes: [sent, shown(1)] }).entries).toEqual(
			entriesAfter(sent, shown(1)),
		);
	});

	test("opens a part of the chat where that is told as it comes", () => {
		const opens = { day: "Today", time: "9:41", isNewDay: false };
		expect(entriesAfter(typing(0), { kind: "shown", entry: 0, opens })).toEqual([entry(0, { opens })]);
	});

	test("does not come where its dots stop, and may come later", () => {
		expect(entriesAfter(typing(0), { kind: "stopped", entry: 0 })).toEqual([]);
		expect(entriesAfter(typing(0), { kind: "stopped", entry: 0 }, shown(0))).toEqual([entry(0)]);
	});

	test("that comes late stands in the conversation's order", () => {
		expect(entriesAfter(shown(4), shown(7), typing(5), shown(2))?.map((each) => each.entry)).toEqual([
			2, 4, 5, 7,
		]);
	});

	test("is delivered and read, gets reactions, is edited and deleted", () => {
		const states = statesAfter(
			shown(0),
			receipt(0, "delivered"),
			{ kind: "reaction", entry: 0, reaction: 1 },
			receipt(0, "read"),
			{ kind: "reaction", entry: 0, reaction: 0 },
			{ kind: "edited", entry: 0 },
			{ kind: "deleted", entry: 0 },
		);
		expect(states.slice(1).map(({ entries }) => entries[0])).toEqual([
			entry(0),
			entry(0, { receipt: "delivered" }),
			entry(0, { receipt: "delivered", reactions: [1] }),
			entry(0, { receipt: "read", reactions: [1] }),
			entry(0, { receipt: "read", reactions: [1, 0] }),
			entry(0, { receipt: "read", reactions: [1, 0], shows: "edited" }),
			entry(0, { receipt: "read", reactions: [1, 0], shows: "deleted" }),
		]);
	});
});

test("draft, keyboard, status and clock are what the last change said", () => {
	const keyboard = { page: "letters", lit: "h" } as const;
	const states = statesAfter(
		{ kind: "keyboard", keyboard },
		{ kind: "draft", draft: "h" },
		{ kind: "status", status: "online" },
		{ kind: "clock", clock: "9:42" },
		{ kind: "draft", draft: null },
	);
	expect(states.at(-2)).toEqual({
		...opening,
		entries: [],
		draft: "h",
		keyboard,
		status: "online",
		clock: "9:42",
	});
	expect(states.at(-1)).toEqual({
		...opening,
		entries: [],
		draft: null,
		keyboard,
		status: "online",
		clock: "9:42",
	});
});

describe("a change that is impossible is refused:", () => {
	const first = { entry: 0 } as const;
	test.each<{ readonly what: string; readonly changes: readonly Change[] }>([
		{ what: "a receipt for an entry that is not there", changes: [receipt(0, "read")] },
		{ what: "a reaction to one that is not there", changes: [{ kind: "reaction", reaction: 0, ...first }] },
		{ what: "an edit of dots", changes: [typing(0), { kind: "edited", ...first }] },
		{ what: "a receipt for dots", changes: [typing(0), receipt(0, "sent")] },
		{ what: "dots that are there already", changes: [typing(0), typing(0)] },
		{ what: "dots of what was said", changes: [shown(0), typing(0)] },
		{ what: "an entry twice", changes: [shown(0), shown(0)] },
		{ what: "an end of dots that are not there", changes: [{ kind: "stopped", ...first }] },
		{
			what: "an end of dots that became a message",
			changes: [typing(0), shown(0), { kind: "stopped", ...first }],
		},
		{ what: "a receipt that says less", changes: [shown(0), receipt(0, "read"), receipt(0, "delivered")] },
		{ what: "a receipt that says the same", changes: [shown(0), receipt(0, "read"), receipt(0, "read")] },
		{
			what: "a reaction to what is deleted",
			changes: [shown(0), { kind: "deleted", ...first }, { kind: "reaction", reaction: 0, ...first }],
		},
		{
			what: "a reaction that has landed",
			changes: [
				shown(0),
				{ kind: "reaction", reaction: 1, ...first },
				{ kind: "reaction", reaction: 1, ...first },
			],
		},
		{
			what: "an edit of what is deleted",
			changes: [shown(0), { kind: "deleted", ...first }, { kind: "edited", ...first }],
		},
		{
			what: "a second deletion",
			changes: [shown(0), { kind: "deleted", ...first }, { kind: "deleted", ...first }],
		},
	])("$what", ({ changes }) => {
		const before = foldChanges(opening, changes.slice(0, -1)).at(-1) ?? opening;
		const last = changes.at(-1);
		expect(() => change(before, last ?? typing(0))).toThrow(RangeError);
	});

	test("the error names the change and the entry", () => {
		expect(() => statesAfter(shown(3), typing(3))).toThrow(
			'The change {"kind":"typing","entry":3} is impossible: the entry is {"entry":3,"shows":"original","reactions":[],"receipt":"none","time":null,"receiptTime":null,"opens":null}',
		);
	});
});

describe("any changes that are possible", () => {
	/** Draws changes one after the other, and keeps those that the state before allows. */
	const sequences = fc.array(
		fc.oneof(
			fc.record({
				kind: fc.constantFrom("typing", "shown", "stopped", "edited", "deleted"),
				entry: fc.nat(7),
			}),
			fc.record({
				kind: fc.constant("reaction" as const),
				entry: fc.nat(7),
				reaction: fc.nat(3),
			}),
			fc.record({
				kind: fc.constant("receipt" as const),
				entry: fc.nat(7),
				receipt: fc.constantFrom("sent", "delivered", "read"),
			}),
			fc.record({ kind: fc.constant("draft" as const), draft: fc.option(fc.string()) }),
			fc.record({ kind: fc.constant("status" as const), status: fc.option(fc.string()) }),
			fc.record({ kind: fc.constant("clock" as const), clock: fc.string() }),
			fc.record({
				kind: fc.constant("keyboard" as const),
				keyboard: fc.option(fc.record({ page: fc.constant("emoji" as const), lit: fc.constant(null) })),
			}),
		),
		{ maxLength: 60, size: "max" },
	);

	const possible = (drawn: readonly Change[]): readonly Change[] => {
		let state = opening;
		return drawn.filter((by) => {
			try {
				state = change(state, by);
				return true;
			} catch (error) {
				expect(error).toBeInstanceOf(RangeError);
				return false;
			}
		});
	};

	const always = (holds: (states: readonly ChatState[], changes: readonly Change[]) => void) =>
		fc.assert(
			fc.property(sequences, (drawn) => {
				const changes = possible(drawn);
				holds(foldChanges(opening, changes), changes);
			}),
		);

	test("give one state more than there are changes, the opening first", () => {
		always((states, changes) => {
			expect(states).toHaveLength(changes.length + 1);
			expect(states[0]).toBe(opening);
			for (const [at, by] of changes.entries())
				expect(change(states[at] ?? opening, by)).toEqual(states[at + 1]);
		});
	});

	test("leave the entries in order, each once", () => {
		always((states) => {
			for (const { entries } of states) {
				const indices = entries.map((each) => each.entry);
				expect(indices).toEqual([...new Set(indices)].toSorted((a, b) => a - b));
			}
		});
	});

	test("share all that they do not touch", () => {
		always((states, changes) => {
			for (const [at, by] of changes.entries()) {
				const [before = opening, after = opening] = [states[at], states[at + 1]];
				if (!("entry" in by)) {
					expect(after.entries).toBe(before.entries);
					continue;
				}
				expect({ ...after, entries: null }).toEqual({ ...before, entries: null });
				expect(after.keyboard).toBe(before.keyboard);
				const others = ({ entries }: ChatState) => entries.filter((each) => each.entry !== by.entry);
				expect(others(after).every((each, index) => each === others(before)[index])).toBe(true);
				expect(others(after)).toHaveLength(others(before).length);
			}
		});
	});

	test("never change a state in place", () => {
		fc.assert(
			fc.property(sequences, (drawn) => {
				let state = freeze(opening);
				for (const by of possible(drawn)) state = freeze(change(state, by));
			}),
		);
	});
});

function freeze(state: ChatState): ChatState {
	for (const each of state.entries) Object.freeze(each);
	Object.freeze(state.entries);
	return Object.freeze(state);
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldChanges, openingState } from "../../../../shared/video/conversation/change.ts";
import { type ChatEntry, listEntries } from "../../../../shared/video/conversation/chat-entries.ts";
import type { Change, ChatState } from "../../../../shared/video/conversation/chat-state.ts";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { type PlannedSteps, planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { arbitraryChat, type ChatOverrides } from "../../../helpers/arbitrary-chat.ts";

type Chat = {
	readonly planned: PlannedSteps;
	readonly conversation: Conversation;
	readonly entries: readonly ChatEntry[];
	/** Of the opening, and after each step. */
	readonly states: readonly ChatState[];
	/** All that happens, with what has happened before. */
	readonly changes: readonly Change[];
};

function look(conversation: Conversation): Chat {
	const entries = listEntries(conversation);
	const planned = planSteps(entries, conversation);
	const { opening, steps } = planned;
	const ofSteps = steps.map(({ change }) => change);
	const states = foldChanges(openingState({ status: null, ...opening }), ofSteps);
	return { planned, conversation, entries, states, changes: [...opening.changes, ...ofSteps] };
}

function always(holds: (chat: Chat) => void, overrides: ChatOverrides = {}): void {
	const check = (conversation: Conversation) => {
		holds(look(conversation));
	};
	fc.assert(fc.property(arbitraryChat(overrides), check), { numRuns: 80 });
}

const standingOf = ({ entries, conversation: { startWith } }: Chat, index: number) =>
	startWith !== undefined && index < startWith && entries.some((entry) => entry.index === index);

describe("of any chat in which anything happens", () => {
	test("steps are in order, at whole milliseconds within the video", () => {
		always(({ planned: { steps, durationMs } }) => {
			const timesMs = steps.map(({ atMs }) => atMs);
			expect(timesMs).toEqual(timesMs.toSorted((a, b) => a - b));
			expect(timesMs.filter((atMs) => !Number.isInteger(atMs) || atMs < 0 || atMs >= durationMs)).toEqual([]);
		});
	});

	test("every change is possible, and equal chats give equal steps", () => {
		always(({ planned, conversation }) => {
			const again = structuredClone(conversation);
			expect(JSON.stringify(planSteps(listEntries(again), again))).toBe(JSON.stringify(planned));
		});
	});

	test("each message and line is shown once, and each time that is given is kept", () => {
		always((chat) => {
			const { planned, entries, changes } = chat;
			const shown = changes.flatMap((change) => (change.kind === "shown" ? change.entry : []));
			const standing = entries.filter((entry) => "text" in entry);
			expect(shown).toEqual(standing.map(({ index }) => index));
			for (const { atMs, change } of planned.steps) {
				const entry =
					change.kind === "shown" ? entries.find(({ index }) => index === change.entry) : undefined;
				if (entry?.kind === "message" && entry.timestamp !== undefined)
					expect(atMs).toBe(Math.round(entry.timestamp * 1000));
			}
		});
	});

	test("each event happens once, or a warning says that it does not", () => {
		always(({ planned, entries, changes }) => {
			const told = changes.map((change) => JSON.stringify(change));
			const warned = planned.warnings
				.filter(({ code }) => code === "EVENT_AFTER_DELETION")
				.map(({ pointer }) => pointer);
			for (const entry of entries) {
				if (entry.kind !== "message") continue;
				const expectOnce = (change: object, pointer: string) => {
					const count = told.filter((each) => each === JSON.stringify(change)).length;
					expect([pointer, count + warned.filter((each) => each === pointer).length]).toEqual([pointer, 1]);
				};
				const { index, edited, deleted, reactions = [] } = entry;
				for (const reaction of reactions.keys()) {
					const change = { entry: index, kind: "reaction", reaction };
					expectOnce(change, `/messages/${index}/reactions/${reaction}`);
				}
				if (edited) expectOnce({ entry: index, kind: "edited" }, `/messages/${index}/edited`);
				if (deleted) expectOnce({ entry: index, kind: "deleted" }, `/messages/${index}/deleted`);
			}
		});
	});

	test("what is given in seconds after a message comes then", () => {
		always(({ planned: { opening, steps }, entries }) => {
			const isStanding = (index: number) =>
				opening.changes.some((change) => change.kind === "shown" && change.entry === index);
			const shownMs = (index: number) =>
				steps.find(({ change }) => change.kind === "shown" && change.entry === index)?.atMs ?? 0;
			for (const { atMs, change } of steps) {
				if (change.kind !== "reaction" && change.kind !== "edited" && change.kind !== "deleted") continue;
				const entry = entries.find(({ index }) => index === change.entry);
				if (entry?.kind !== "message") throw new RangeError(`${change.entry} is no message`);
				const event = change.kind === "reaction" ? entry.reactions?.[change.reaction] : entry[change.kind];
				if (event?.after === undefined) expect(isStanding(entry.index)).toBe(false);
				else expect(atMs - shownMs(entry.index)).toBe(Math.round(event.after * 1000));
			}
		});
	});

	test("dots that no message follows come and go, unless they are yours or there is no time for them", () => {
		always((chat) => {
			const { planned, entries, changes, states } = chat;
			for (const entry of entries) {
				if (entry.kind !== "typing") continue;
				const kinds = changes.flatMap((change) =>
					"entry" in change && change.entry === entry.index ? change.kind : [],
				);
				const isLeftOut =
					entry.sender === "you" ||
					entry.seconds < 0.3 ||
					standingOf(chat, entry.index) ||
					planned.warnings.some(({ code }) => code === "TIMESTAMPS_SPREAD");
				if (kinds.length > 0 || !isLeftOut) expect(kinds).toEqual(["typing", "stopped"]);
			}
			expect(states.at(-1)?.entries.filter(({ shows }) => shows === "typing")).toEqual([]);
		});
	});

	test("each status is in the header once", () => {
		always(({ entries, changes }) => {
			const told = changes.flatMap((change) => (change.kind === "status" ? change.status : []));
			expect(told).toEqual(entries.flatMap((entry) => (entry.kind === "status" ? entry.status : [])));
		});
	});

	test("what stands in the composer when a message is sent is its text", () => {
		always(({ planned: { steps }, entries, states }) => {
			for (const [at, { atMs, change }] of steps.entries()) {
				const before = states[at]?.draft;
				if (change.kind !== "draft" || change.draft !== null) continue;
				const sent = steps.find(
					({ atMs: shownMs, change: { kind, ...shown } }) =>
						kind === "shown" && shownMs === atMs && "entry" in shown && isTextOf(shown.entry, before),
				);
				// Or a draft was deleted to its first letter.
				if (sent === undefined) expect([...new Intl.Segmenter().segment(before ?? "")]).toHaveLength(1);
			}
			function isTextOf(index: number, text: string | null | undefined): boolean {
				return entries.some(
					(entry) => entry.kind === "message" && entry.index === index && entry.text === text,
				);
			}
		});
	});

	test("somebody types only on a keyboard that is up, and only messages that may be typed", () => {
		always(({ states, entries, conversation: { keyboard } }) => {
			for (const { draft, keyboard: up } of states) if (draft !== null) expect(up).not.toBeNull();
			const isAsked = entries.some(
				(entry) =>
					entry.kind === "message" &&
					entry.sender === "you" &&
					(entry.typed ?? (keyboard ?? "never") !== "never"),
			);
			const isUp = states.some(({ keyboard: up }) => up !== null);
			if (keyboard === "always") expect(states.every(({ keyboard: up }) => up !== null)).toBe(true);
			else if (!isAsked) expect(isUp).toBe(false);
		});
	});

	test("the keyboard comes up only to type, and goes down only when all was sent", () => {
		always(({ planned: { steps }, states }) => {
			for (const [at, { atMs, change }] of steps.entries()) {
				if (change.kind !== "keyboard") continue;
				const wasUp = states[at]?.keyboard !== null;
				const next = steps.slice(at).find((step) => step.change.kind === "draft");
				if (!wasUp) expect((next?.atMs ?? Number.NaN) - atMs).toBeLessThan(3000);
				if (change.keyboard !== null) continue;
				expect(states[at]?.draft).toBeNull();
				const later = steps.find((step) => step.atMs > atMs && step.change.kind === "shown");
				// What comes after it is more than 4 s after the second that it waited for.
				if (later !== undefined) expect(later.atMs - atMs).toBeGreaterThan(3000);
			}
		});
	});

	test("each step of a typing changes what is seen", () => {
		always(({ planned: { steps }, states }) => {
			for (const [at, { change }] of steps.entries())
				if (change.kind === "draft" || change.kind === "keyboard")
					expect(states[at + 1]).not.toEqual(states[at]);
		});
	});

	test("the keyboard is dark and the composer empty in the end", () => {
		always(({ states }) => {
			expect(states.at(-1)?.draft).toBeNull();
			expect(states.at(-1)?.keyboard?.lit ?? null).toBeNull();
		});
	});

	test("with a given length, what comes after the end is warned of, and all else is as it was", () => {
		fc.assert(
			fc.property(arbitraryChat(), fc.double({ min: 0, max: 1, noNaN: true }), (conversation, share) => {
				const { planned, entries } = look(conversation);
				const lastMs = planned.steps.findLast(({ change }) => change.kind === "shown")?.atMs ?? 0;
				const leastMs = lastMs + 500;
				const durationMs = Math.round(leastMs + share * Math.max(0, planned.durationMs - leastMs));
				const video = { ...conversation.video, durationSeconds: durationMs / 1000 };
				const cut = planSteps(entries, { ...conversation, video });
				const isSame = ({ atMs }: { readonly atMs: number }) => atMs + 350 <= durationMs;
				// The clock may say more or less at the end.
				const kept = planned.steps.filter((step) => isSame(step) && step.change.kind !== "clock");
				expect(cut.steps.filter(({ change }) => change.kind !== "clock")).toEqual(kept);
				const events = ["reaction", "edited", "deleted", "status"];
				const lost = planned.steps.filter((step) => !isSame(step) && events.includes(step.change.kind));
				const warned = cut.warnings.filter(
					({ code, pointer = "" }) => code === "EVENT_AFTER_END" && !pointer.endsWith("/typing"),
				);
				expect(warned).toHaveLength(lost.length);
			}),
			{ numRuns: 80 },
		);
	});

	test("every warning points at something that there is", () => {
		always(({ planned: { warnings }, conversation }) => {
			for (const { pointer = "" } of warnings) {
				const keys = pointer.split("/").slice(1);
				const found = keys.reduce<unknown>(
					(value, key) => (value instanceof Object ? Reflect.get(value, key) : undefined),
					conversation,
				);
				expect([pointer, found]).not.toEqual([pointer, undefined]);
			}
		});
	});
});

describe("of a chat without times", () => {
	test("our own pace is never warned of", () => {
		const harmless = ["LONG_MESSAGE", "TYPED_UNUSED", "OWN_TYPING", "TYPING_CUT", "LATE_START"];
		always(
			({ planned: { warnings }, entries }) => {
				const others = warnings.filter(({ code }) => !harmless.includes(code));
				expect(others).toEqual([]);
				for (const { code, pointer } of warnings)
					if (code === "TYPING_CUT") expect(pointer).toMatch(/\/typing$/);
					else if (code === "LATE_START")
						expect(entries.some((entry) => "pause" in entry || entry.kind === "pause")).toBe(true);
			},
			{ times: "none" },
		);
	});

	test("all that is paced lands before the next message comes", () => {
		always(
			({ planned: { steps } }) => {
				for (const [at, { atMs, change }] of steps.entries()) {
					if (change.kind !== "reaction") continue;
					const next = steps.slice(at).find(({ change: { kind } }) => kind === "shown" || kind === "typing");
					if (next !== undefined) expect(next.atMs - atMs).toBeGreaterThanOrEqual(333);
				}
			},
			{ times: "none", settings: { startWith: 0 } },
		);
	});
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlannedSteps, planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import {
	arbitraryConversation,
	type DrawnConversation,
	type Overrides,
} from "../../../helpers/arbitrary-conversation.ts";
import { numberMessages } from "../../../helpers/number-messages.ts";

type Kind = PlannedSteps["steps"][number]["change"]["kind"];

/** From an empty chat on. */
const plan = ({ messages }: Pick<DrawnConversation, "messages">, durationSeconds?: number) =>
	planSteps(numberMessages(messages), { startWith: 0, video: { durationSeconds } });

/** The changes of one kind, each with its time. */
function ofKind<K extends Kind>({ steps }: PlannedSteps, kind: K) {
	return steps.flatMap(({ atMs, change }) => (isOf(change, kind) ? { ...change, atMs } : []));
}

function isOf<Change extends { readonly kind: Kind }, K extends Kind>(
	change: Change,
	kind: K,
): change is Extract<Change, { kind: K }> {
	return change.kind === kind;
}

function always(
	holds: (planned: PlannedSteps, conversation: DrawnConversation) => void,
	overrides: Overrides = {},
): void {
	const check = (conversation: DrawnConversation) => {
		holds(plan(conversation), conversation);
	};
	fc.assert(fc.property(arbitraryConversation(overrides), check), { numRuns: 40 });
}

/** Whether warnings tell that a message's time, or the time of those around it, leaves its dots too little room. */
function isWarnedOfCut(
	{ warnings }: PlannedSteps,
	{ messages }: DrawnConversation,
	message: number,
): boolean {
	const nextGiven = messages.findIndex(({ timestamp }, index) => index >= message && timestamp !== undefined);
	const code = nextGiven === message ? "TYPING_CUT" : "TIMESTAMPS_SPREAD";
	return warnings.some(
		(warning) => warning.code === code && warning.pointer === `/messages/${nextGiven}/timestamp`,
	);
}

describe("of any conversation", () => {
	test("steps are in order, at whole milliseconds within the video", () => {
		always(({ steps, durationMs }) => {
			const timesMs = steps.map(({ atMs }) => atMs);
			expect(timesMs).toEqual(timesMs.toSorted((a, b) => a - b));
			expect(timesMs.filter((atMs) => !Number.isInteger(atMs) || atMs < 0 || atMs >= durationMs)).toEqual([]);
			expect(Number.isInteger(durationMs)).toBe(true);
		});
	});

	test("each message is shown once, in the order given", () => {
		always((planned, { messages }) => {
			expect(ofKind(planned, "shown").map(({ entry }) => entry)).toEqual([...messages.keys()]);
		});
	});

	test("each given time is met", () => {
		always((planned, { messages }) => {
			for (const { entry, atMs } of ofKind(planned, "shown")) {
				const { timestamp } = messages[entry] ?? {};
				expect(atMs).toBe(timestamp === undefined ? atMs : Math.round(timestamp * 1000));
			}
		});
	});

	test("dots belong to received messages, which are shown 0.3 to 2.5 s later, and begin after the message before", () => {
		always((planned, { messages }) => {
			const shownMs = ofKind(planned, "shown").map(({ atMs }) => atMs);
			for (const { entry, atMs } of ofKind(planned, "typing")) {
				expect(messages[entry]?.sender).toBe("them");
				expect((shownMs[entry] ?? Number.NaN) - atMs).toBeGreaterThanOrEqual(300);
				expect((shownMs[entry] ?? Number.NaN) - atMs).toBeLessThanOrEqual(2500);
				expect(atMs).toBeGreaterThan(shownMs[entry - 1] ?? 0);
			}
		});
	});

	test("dots last 0.8 s or more, or there is a warning", () => {
		always((planned, conversation) => {
			const typing = ofKind(planned, "typing");
			const shownMs = ofKind(planned, "shown").map(({ atMs }) => atMs);
			for (const [message, { sender }] of conversation.messages.entries()) {
				if (sender === "you") continue;
				const dots = typing.find(({ entry }) => entry === message);
				const lastMs = dots === undefined ? 0 : (shownMs[message] ?? Number.NaN) - dots.atMs;
				if (lastMs < 800) expect(isWarnedOfCut(planned, conversation, message)).toBe(true);
			}
		});
	});

	test("the last message stands 2 s or more", () => {
		always((planned) => {
			const lastMs = ofKind(planned, "shown").at(-1)?.atMs ?? Number.NaN;
			expect(planned.durationMs - lastMs).toBeGreaterThanOrEqual(2000);
		});
	});

	test("receipts are of sent messages, delivered before read, and whoever answers has read before", () => {
		always((planned, { messages }) => {
			const shown = ofKind(planned, "shown");
			const receipts = ofKind(planned, "receipt");
			for (const { entry, receipt, atMs } of receipts) {
				expect(messages[entry]?.sender).toBe("you");
				expect(atMs).toBeGreaterThanOrEqual(shown[entry]?.atMs ?? Number.NaN);
				const delivered = receipts.find((other) => other.entry === entry && other.receipt === "delivered");
				if (receipt === "read")
					expect(delivered?.atMs ?? 0).toBeLessThanOrEqual(atMs - (delivered ? 300 : 0));
			}
			for (const [entry, { sender }] of messages.entries()) {
				const answer = messages.findIndex((other, at) => at > entry && other.sender === "them");
				const read = receipts.find((other) => other.entry === entry && other.receipt === "read");
				expect(read !== undefined).toBe(sender === "you" && answer >= 0);
				const dots = ofKind(planned, "typing").find((other) => other.entry === answer);
				if (read !== undefined)
					expect(read.atMs).toBeLessThanOrEqual((dots ?? shown[answer])?.atMs ?? Number.NaN);
			}
		});
	});

	test("every warning points at a message that there is, or at the time it was given", () => {
		always(({ warnings }, { messages }) => {
			for (const { pointer = "" } of warnings) {
				const [, index, field] = /^\/messages\/(\d+)(\/timestamp|\/text)?$/.exec(pointer) ?? [];
				const message = messages[Number(index)];
				expect(message).toBeDefined();
				if (field === "/timestamp") expect(message?.timestamp).toBeDefined();
			}
		});
	});

	test("messages keep the numbers that they are given", () => {
		always((planned, { messages }) => {
			const apart = numberMessages(messages).map((message, at) => ({ ...message, index: 3 * at + 2 }));
			const entries = planned.steps.map(({ change }) => ("entry" in change ? 3 * change.entry + 2 : null));
			const kept = planSteps(apart, { startWith: 0 }).steps;
			expect(kept.map(({ change }) => ("entry" in change ? change.entry : null))).toEqual(entries);
			expect(kept.map(({ atMs }) => atMs)).toEqual(planned.steps.map(({ atMs }) => atMs));
		});
	});

	test("equal conversations give equal steps, byte for byte", () => {
		always((planned, conversation) => {
			expect(JSON.stringify(plan(structuredClone(conversation)))).toBe(JSON.stringify(planned));
		});
	});

	test("any length from half a second after the last message is met exactly, and a shorter one is a fault", () => {
		const extraMs = fc.integer({ min: -500, max: 5000 });
		fc.assert(
			fc.property(arbitraryConversation(), extraMs, (conversation, extra) => {
				const lastMs = ofKind(plan(conversation), "shown").at(-1)?.atMs ?? Number.NaN;
				const durationMs = lastMs + 500 + extra;
				const lasting = () => plan(conversation, durationMs / 1000);
				if (extra < 0) return void expect(lasting).toThrow(`${(lastMs + 500) / 1000} or more`);
				const planned = lasting();
				expect(planned.durationMs).toBe(durationMs);
				expect(ofKind(planned, "shown")).toHaveLength(conversation.messages.length);
				expect(planned.steps.every(({ atMs }) => atMs < durationMs)).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("of a conversation without times", () => {
	test("our own pace is never warned of", () => {
		always(({ warnings }) => expect(warnings.filter(({ code }) => code !== "LONG_MESSAGE")).toEqual([]), {
			timestamps: "none",
		});
	});

	test("every message stands 1.2 s before the next one or its dots", () => {
		always(
			(planned) => {
				const shown = ofKind(planned, "shown");
				const typing = ofKind(planned, "typing");
				for (const { entry, atMs } of shown.slice(0, -1)) {
					const dots = typing.find((other) => other.entry === entry + 1);
					const nextMs = dots?.atMs ?? shown[entry + 1]?.atMs ?? Number.NaN;
					expect(nextMs - atMs).toBeGreaterThanOrEqual(1200);
				}
			},
			{ timestamps: "none" },
		);
	});
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import type { Timeline } from "../../../../shared/video/timeline/timeline.ts";
import { arbitraryConversation, type Overrides } from "../../../helpers/arbitrary-conversation.ts";

type Kind = Timeline["events"][number]["kind"];

function ofKind<K extends Kind>({ events }: Timeline, kind: K) {
	return events.filter(
		(event): event is Extract<(typeof events)[number], { kind: K }> => event.kind === kind,
	);
}

function always(
	holds: (timeline: Timeline, conversation: Conversation) => void,
	overrides: Overrides = {},
): void {
	const check = (conversation: Conversation) => {
		holds(planTimeline(conversation), conversation);
	};
	fc.assert(fc.property(arbitraryConversation(overrides), check), { numRuns: 40 });
}

/** Whether warnings tell that a message's time, or the time of those around it, leaves its dots too little room. */
function isWarnedOfCut({ warnings }: Timeline, { messages }: Conversation, message: number): boolean {
	const nextGiven = messages.findIndex(({ timestamp }, index) => index >= message && timestamp !== undefined);
	const code = nextGiven === message ? "TYPING_CUT" : "TIMESTAMPS_SPREAD";
	return warnings.some(
		(warning) => warning.code === code && warning.pointer === `/messages/${nextGiven}/timestamp`,
	);
}

describe("of any conversation", () => {
	test("events are in order, at whole milliseconds within the video", () => {
		always(({ events, durationMs }) => {
			const startsMs = events.map(({ startMs }) => startMs);
			expect(startsMs).toEqual(startsMs.toSorted((a, b) => a - b));
			expect(
				startsMs.filter((startMs) => !Number.isInteger(startMs) || startMs < 0 || startMs >= durationMs),
			).toEqual([]);
			expect(Number.isInteger(durationMs)).toBe(true);
		});
	});

	test("each message appears once, in the order given", () => {
		always((timeline, { messages }) => {
			expect(ofKind(timeline, "message").map(({ message }) => message)).toEqual([...messages.keys()]);
		});
	});

	test("each given time is met", () => {
		always((timeline, { messages }) => {
			for (const { message, startMs } of ofKind(timeline, "message")) {
				const { timestamp } = messages[message] ?? {};
				expect(startMs).toBe(timestamp === undefined ? startMs : Math.round(timestamp * 1000));
			}
		});
	});

	test("dots belong to received messages, end with them, and begin after the message before", () => {
		always((timeline, { messages }) => {
			const startsMs = ofKind(timeline, "message").map(({ startMs }) => startMs);
			for (const { message, startMs, endMs } of ofKind(timeline, "typing")) {
				expect(messages[message]?.sender).toBe("them");
				expect(endMs).toBe(startsMs[message]);
				expect(startMs).toBeGreaterThan(startsMs[message - 1] ?? 0);
			}
		});
	});

	test("dots last 0.8 to 2.5 s, or there is a warning", () => {
		always((timeline, conversation) => {
			const typing = ofKind(timeline, "typing");
			for (const [message, { sender }] of conversation.messages.entries()) {
				if (sender === "you") continue;
				const dots = typing.find((event) => event.message === message);
				const lastMs = dots === undefined ? 0 : dots.endMs - dots.startMs;
				expect(lastMs).toBeLessThanOrEqual(2500);
				if (lastMs < 800) expect(isWarnedOfCut(timeline, conversation, message)).toBe(true);
			}
		});
	});

	test("the last message stands 2 s or more", () => {
		always((timeline) => {
			const lastMs = ofKind(timeline, "message").at(-1)?.startMs ?? Number.NaN;
			expect(timeline.durationMs - lastMs).toBeGreaterThanOrEqual(2000);
		});
	});

	test("receipts are of sent messages, delivered before read, and gone with the next sent message", () => {
		always((timeline, { messages }) => {
			const messageEvents = ofKind(timeline, "message");
			const receipts = ofKind(timeline, "receipt");
			for (const { message, state, startMs } of receipts) {
				expect(messages[message]?.sender).toBe("you");
				expect(startMs).toBeGreaterThan(messageEvents[message]?.startMs ?? Number.NaN);
				const next = messageEvents.find(
					(event) => event.message > message && messages[event.message]?.sender === "you",
				);
				expect(startMs).toBeLessThan(next?.startMs ?? Number.POSITIVE_INFINITY);
				const delivered = receipts.find((other) => other.message === message && other.state === "delivered");
				if (state === "read") expect(delivered?.startMs).toBeLessThan(startMs);
			}
		});
	});

	test("every warning points at a message that there is, or at the time it was given", () => {
		always(({ warnings }, { messages }) => {
			for (const { pointer = "" } of warnings) {
				const [, index, field] = /^\/messages\/(\d+)(\/timestamp)?$/.exec(pointer) ?? [];
				const message = messages[Number(index)];
				expect(message).toBeDefined();
				if (field !== undefined) expect(message?.timestamp).toBeDefined();
			}
		});
	});

	test("equal conversations give equal timelines, byte for byte", () => {
		always((timeline, conversation) => {
			expect(JSON.stringify(planTimeline(structuredClone(conversation)))).toBe(JSON.stringify(timeline));
		});
	});

	test("any length from half a second after the last message is met exactly, and a shorter one is a fault", () => {
		const extraMs = fc.integer({ min: -500, max: 5000 });
		fc.assert(
			fc.property(arbitraryConversation(), extraMs, (conversation, extra) => {
				const lastMs = ofKind(planTimeline(conversation), "message").at(-1)?.startMs ?? Number.NaN;
				const durationMs = lastMs + 500 + extra;
				const lasting = () =>
					planTimeline({ ...conversation, video: { durationSeconds: durationMs / 1000 } });
				if (extra < 0) return void expect(lasting).toThrow(`${(lastMs + 500) / 1000} or more`);
				const timeline = lasting();
				expect(timeline.durationMs).toBe(durationMs);
				expect(ofKind(timeline, "message")).toHaveLength(conversation.messages.length);
				expect(timeline.events.every(({ startMs }) => startMs < durationMs)).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("of a conversation without times", () => {
	test("our own pace is never warned of", () => {
		always(({ warnings }) => expect(warnings).toEqual([]), { timestamps: "none" });
	});

	test("every message stands 1.2 s before the next one or its dots", () => {
		always(
			(timeline) => {
				const messages = ofKind(timeline, "message");
				const typing = ofKind(timeline, "typing");
				for (const { message, startMs } of messages.slice(0, -1)) {
					const dots = typing.find((event) => event.message === message + 1);
					const nextMs = dots?.startMs ?? messages[message + 1]?.startMs ?? Number.NaN;
					expect(nextMs - startMs).toBeGreaterThanOrEqual(1200);
				}
			},
			{ timestamps: "none" },
		);
	});
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openingState } from "../../../../shared/video/conversation/change.ts";
import type { ChatMessage } from "../../../../shared/video/conversation/chat-entries.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { planFilm } from "../../../../shared/video/plan-film.ts";
import { planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { find } from "../../../helpers/lay-out.ts";
import { quoteMachine } from "../../../helpers/measure.ts";
import { numberMessages } from "../../../helpers/number-messages.ts";

type Message = Omit<ChatMessage, "index" | "kind">;

const you = (text: string, timestamp?: number): Message => ({ sender: "you", text, timestamp });
const them = (text: string, timestamp?: number): Message => ({ sender: "them", text, timestamp });
const letters = (count: number) => "a".repeat(count);
const plan = (messages: readonly Message[], startWith?: number, durationSeconds?: number) =>
	planSteps(numberMessages(messages), { startWith, video: { durationSeconds } });

const standingOf = ({ opening }: ReturnType<typeof plan>) =>
	opening.changes.flatMap((change) => (change.kind === "shown" ? change.entry : []));
const timesOf = ({ steps }: ReturnType<typeof plan>, kind: "shown" | "typing") =>
	steps.flatMap(({ atMs, change }) => (change.kind === kind ? atMs : []));

describe("what stands there at the start", () => {
	test("is the first message, unless that has a timestamp", () => {
		expect(standingOf(plan([them("Hi"), you("Ho")]))).toEqual([0]);
		expect(standingOf(plan([them("Hi", 0), you("Ho")]))).toEqual([]);
		expect(standingOf(plan([them("Hi", 0.5), you("Ho")]))).toEqual([]);
	});

	test("is as many as the maker says, whatever their timestamps, and all if that is more", () => {
		const messages = [them("a", 1), you("b", 2), them("c", 3)];
		expect([0, 1, 2, 3, 9].map((count) => standingOf(plan(messages, count)).length)).toEqual([0, 1, 2, 3, 3]);
		expect(timesOf(plan(messages, 2), "shown")).toEqual([3000]);
	});

	test("counts entries, of which not all are messages", () => {
		const messages = [1, 3, 4].map((index) => ({ ...them("Hi"), kind: "message", index }) as const);
		const counts = [0, 1, 2, 3, 4, 5].map((startWith) => standingOf(planSteps(messages, { startWith })));
		expect(counts).toEqual([[], [], [1], [1], [1, 3], [1, 3, 4]]);
		expect(standingOf(planSteps(messages))).toEqual([1]);
	});

	test("is read from the first frame on: as a whole, and for 1.2 s at the least", () => {
		expect(timesOf(plan([them("Hi"), you("Ho")]), "shown")).toEqual([1200]);
		expect(timesOf(plan([them(letters(40)), you("Ho")]), "shown")).toEqual([2000]);
		expect(timesOf(plan([them(letters(40)), you(letters(20)), you("Ho")], 2), "shown")).toEqual([3000]);
		const answered = plan([you(letters(40)), them("Ho")]);
		expect(timesOf(answered, "typing")).toEqual([2000]);
		expect(timesOf(answered, "shown")).toEqual([2840]);
	});

	test("is seen for 2 s, or until it was read, if nothing follows", () => {
		expect(plan([them("Hi")]).durationMs).toBe(2000);
		expect(plan([them(letters(40)), them(letters(40))], 2)).toMatchObject({
			durationMs: 4000,
			steps: [],
			endsMs: [2000, 4000],
		});
		expect(plan([them("Hi")], 1, 0.5).durationMs).toBe(500);
		expect(() => plan([them("Hi")], 1, 0.499)).toThrow("0.5 or more");
	});

	test("is warned of as a whole where it cannot be read", () => {
		const messages = [them(letters(40), 0), you(letters(40), 0), you("Ho", 3.9)];
		expect(plan(messages, 2).warnings).toEqual([
			{
				code: "READING_SPEED",
				message:
					"messages[0] to messages[1] have 80 characters, which at 20 a second take 4.0 s to read; messages[2] appears after 3.9 s.",
				pointer: "/messages/1",
			},
		]);
		expect(plan([...messages.slice(0, 2), you("Ho", 4)], 2).warnings).toEqual([]);
	});

	test("has no dots, no sound, no entrance: its picture is the first, at rest", async () => {
		const messages = [them("Hi"), you("Ho"), them("Hey")].map(({ sender, text }) => ({ sender, text }));
		const conversation = parseConversation({ startWith: 2, messages });
		const { film, layout } = await planFilm(conversation, quoteMachine);
		expect(film.holds[0]).toMatchObject({ settled: true });
		expect(film.holds[0]?.frameCount).toBeGreaterThan(15);
		expect(find(layout.rests[0], "message-1/receipt")).toBeDefined();
		for (const item of ["message-0/bubble", "message-1/bubble", "message-1/receipt"])
			expect(find(film.holds[0]?.scene, item)).toEqual(find(layout.rests[0], item));
		expect(find(film.holds[0]?.scene, "message-1/bubble")?.opacity).toBe(64);
		expect(film.sound?.starts).toHaveLength(1);
	});
});

test("with startWith k the video begins with k messages, and shows the others later", () => {
	const count = { messageCount: { min: 1, max: 12 } };
	fc.assert(
		fc.property(arbitraryConversation(count), fc.nat(14), ({ messages }, startWith) => {
			const drawn = numberMessages(messages);
			const planned = planSteps(drawn, { startWith });
			const { entries } = openingState({ status: null, ...planned.opening });
			const standing = [...messages.keys()].slice(0, startWith);
			expect(entries.map(({ entry }) => entry)).toEqual(standing);
			expect(entries.every(({ shows, time }) => shows === "original" && time !== null)).toBe(true);
			const later = planned.steps.flatMap(({ change }) => (change.kind === "shown" ? change.entry : []));
			expect([...standing, ...later]).toEqual([...messages.keys()]);
			expect(planned.endsMs).toHaveLength(messages.length);
			expect(planned.endsMs.at(-1)).toBe(planned.durationMs);
		}),
	);
});

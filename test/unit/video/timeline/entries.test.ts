import { describe, expect, test } from "vitest";
import { openingState } from "../../../../shared/video/conversation/change.ts";
import { planConversation, tellChange, tellSteps } from "../../../helpers/tell-steps.ts";

const you = (text: string, more: object = {}) => ({ sender: "you", text, ...more });
const them = (text: string, more: object = {}) => ({ sender: "them", text, ...more });
const plan = (messages: readonly object[], settings: object = {}) =>
	planConversation({ startWith: 0, ...settings, messages });
const told = (messages: readonly object[], settings: object = {}) => tellSteps(plan(messages, settings));

describe("a pause", () => {
	test("is silence after the message before it was read", () => {
		expect(told([you("Hi"), { pause: 1.5 }, you("there")])).toEqual(["1000 shown 0", "3700 shown 2"]);
	});

	test("comes before the dots of an answer, which take their own time", () => {
		expect(told([you("Hi"), { pause: 1.5 }, them("Hello")])).toEqual([
			"1000 shown 0",
			"3700 typing 2",
			"4600 shown 2",
		]);
	});

	test("of a message is the same before it", () => {
		const expected = ["1000 shown 0", "3700 typing 1", "4600 shown 1"];
		expect(told([you("Hi"), them("Hello", { pause: 1.5 })])).toEqual(expected);
	});

	test("at the start keeps the chat empty for longer", () => {
		expect(told([{ pause: 2 }, you("Hi")])).toEqual(["3000 shown 1"]);
		expect(told([{ pause: 2 }, them("Hi")])).toEqual(["2400 typing 1", "3200 shown 1"]);
	});

	test("at the end makes the video longer", () => {
		const own = plan([you("Hi", { receipt: "none" })]).durationMs;
		expect(plan([you("Hi", { receipt: "none" }), { pause: 2.5 }]).durationMs).toBe(own + 2500);
	});

	test("is as long at any pace", () => {
		const startsMs = [1, 2].map((pace) => {
			const [, second] = plan([you("Hi"), { pause: 3 }, you("there")], { pace }).steps.filter(
				({ change }) => change.kind === "shown",
			);
			return second?.atMs;
		});
		expect(startsMs).toEqual([1000 + 1200 + 3000, 500 + 600 + 3000]);
	});

	test("has no time where a later message has a timestamp that comes too soon", () => {
		const messages = [you("Hi", { timestamp: 1 }), { pause: 5 }, you("there", { timestamp: 3 })];
		expect(told(messages)).toEqual(["1000 shown 0", "3000 shown 2"]);
		expect(plan(messages).warnings).toEqual([
			{
				code: "TIMESTAMPS_SPREAD",
				message:
					"messages[1] has no timestamp and 2.0 s of room before messages[2]: spread evenly in it; a timestamp of 7.2 or later there gives time to read.",
				pointer: "/messages/2/timestamp",
			},
		]);
		expect(plan([...messages.slice(0, 2), you("there", { timestamp: 7.2 })]).warnings).toEqual([]);
	});
});

describe("a line of the chat", () => {
	test("appears like a message, without dots, and stands until it was read", () => {
		const line = "Maya took a screenshot of this very long conversation"; // 53 characters: 2650 ms
		expect(told([you("Hi"), { system: line }, you("there")])).toEqual([
			"1000 shown 0",
			"2200 shown 1",
			`${2200 + 350 + 2650} shown 2`,
		]);
		expect(told([you("Hi"), { date: "Today" }, you("there")])).toEqual([
			"1000 shown 0",
			"2200 shown 1",
			"3400 shown 2",
		]);
	});

	test("at the end is seen as a message is", () => {
		expect(plan([you("Hi"), { system: "Maya left" }]).durationMs).toBe(2200 + 2000);
		expect(() => plan([you("Hi"), { system: "Maya left" }], { video: { durationSeconds: 2.5 } })).toThrow(
			"2.7 or more",
		);
	});
});

describe("dots that no message follows", () => {
	test("come once the message before was read, last as long as is said, and go", () => {
		expect(told([you("Hi"), { typing: { seconds: 2 } }, you("there")])).toEqual([
			"1000 shown 0",
			"2200 typing 1",
			"4200 stopped 1",
			"4900 shown 2",
		]);
	});

	test("of several in a row go on together, each a moment after the one before", () => {
		const people = ["maya", "ben"].map((id) => ({ id, name: id }));
		const typing = (from: string, seconds: number) => ({ typing: { from, seconds } });
		const messages = [you("Hi"), typing("maya", 3), typing("ben", 2), typing("maya", 1), you("Hello?")];
		expect(told(messages, { people })).toEqual([
			"1000 shown 0",
			"2200 typing 1",
			"2600 typing 2",
			"4600 stopped 2",
			"5200 stopped 1",
			// The same person types again once the others have stopped.
			"5900 typing 3",
			"6900 stopped 3",
			"7600 shown 4",
		]);
	});

	test("are left out where they would be a flicker, and that is told", () => {
		expect(told([you("Hi"), { typing: { seconds: 0.2 } }])).toEqual(["1000 shown 0"]);
		expect(plan([you("Hi"), { typing: { seconds: 0.2 } }]).warnings).toEqual([
			{
				code: "TYPING_CUT",
				message: "messages[1].typing lasts 0.2 s: dots of less than 0.3 s are a flicker, and are left out.",
				pointer: "/messages/1/typing",
			},
		]);
	});

	test("are never one's own: that takes the time, and is told", () => {
		const messages = [you("Hi"), { typing: { from: "you", seconds: 2 } }, you("there")];
		expect(told(messages)).toEqual(["1000 shown 0", "4900 shown 2"]);
		expect(plan(messages).warnings).toMatchObject([{ code: "OWN_TYPING", pointer: "/messages/1/typing" }]);
	});

	test("show that what was sent is read", () => {
		const planned = plan([you("Hi", { timestamp: 1 }), { pause: 2 }, { typing: { seconds: 2 } }]);
		expect(tellSteps(planned, ["receipt", "typing"])).toEqual([
			"1600 delivered 0",
			"3900 read 0",
			"4200 typing 2",
		]);
	});

	test("at the end are seen to stop", () => {
		const { durationMs } = plan([you("Hi", { receipt: "none" }), { typing: { seconds: 2 } }]);
		expect(durationMs).toBe(2200 + 2000 + 700);
	});
});

describe("a status", () => {
	test("comes once the message before was read, and is read too", () => {
		expect(told([you("Hi"), { status: "online" }, you("there")])).toEqual([
			"1000 shown 0",
			"2200 status online",
			"3400 shown 2",
		]);
	});
});

describe("at the start", () => {
	const opened = (messages: readonly object[], startWith?: number) => {
		const planned = planConversation({ startWith, messages });
		return [
			planned.opening.changes.filter(({ kind }) => kind !== "receipt").map(tellChange),
			tellSteps(planned).slice(0, 2),
		];
	};

	test("stands what comes before the first message, and that message", () => {
		const messages = [{ date: "Today" }, { system: "Maya joined" }, them("Hi"), you("Ho")];
		expect(opened(messages)).toEqual([["shown 0", "shown 1", "shown 2"], ["1200 shown 3"]]);
		const timed = [{ date: "Today" }, them("Hi", { timestamp: 2 })];
		expect(opened(timed)).toEqual([["shown 0"], ["1160 typing 1", "2000 shown 1"]]);
	});

	test("stands nothing after a pause or dots, which are the first thing that happens", () => {
		expect(opened([{ pause: 1 }, them("Hi")])).toEqual([[], ["1400 typing 1", "2200 shown 1"]]);
		expect(opened([{ typing: { seconds: 2 } }, them("Hi")])).toEqual([
			[],
			["400 typing 0", "2400 stopped 0"],
		]);
	});

	test("a status is the one that the header begins with, and takes no time", () => {
		const messages = [{ status: "last seen today" }, them("Hi"), you("Ho")];
		expect(opened(messages)).toEqual([["status last seen today", "shown 1"], ["1200 shown 2"]]);
		const { opening } = planConversation({ messages });
		expect(openingState({ status: "online", ...opening }).status).toBe("last seen today");
	});

	test("pauses and dots take no time, and are not seen", () => {
		const messages = [them("Hi"), { pause: 9 }, { typing: { seconds: 9 } }, you("Ho"), you("there")];
		expect(opened(messages, 4)).toEqual([["shown 0", "shown 3"], ["1200 shown 4"]]);
	});
});

import { describe, expect, test } from "vitest";
import { planConversation, tellChange, tellSteps } from "../../../helpers/tell-steps.ts";

const you = (text: string, more: object = {}) => ({ sender: "you", text, ...more });
const them = (text: string, more: object = {}) => ({ sender: "them", text, ...more });
const letters = (count: number) => "a".repeat(count);
const plan = (messages: readonly object[], settings: object = {}) =>
	planConversation({ startWith: 0, ...settings, messages });
const told = (messages: readonly object[], settings: object = {}) => tellSteps(plan(messages, settings));
const heart = (after?: number) => ({ emoji: "❤️", ...(after !== undefined && { after }) });

describe("a reaction", () => {
	test("lands so many seconds after its message appears, and keeps nobody waiting", () => {
		expect(told([you("Hi", { reactions: [heart(2)] }), you("there")])).toEqual([
			"1000 shown 0",
			"2200 shown 1",
			"3000 reaction 0 on 0",
		]);
	});

	test("without a time lands once the message was read, and the story waits until it was seen", () => {
		expect(told([you("Hi", { reactions: [heart()] }), you("there")])).toEqual([
			"1000 shown 0",
			`${1000 + 350 + 900} reaction 0 on 0`,
			"3250 shown 1",
		]);
		expect(told([you(letters(40), { reactions: [heart()] })]).at(-1)).toBe("3350 reaction 0 on 0");
	});

	test("comes a moment after the one before it in the list", () => {
		expect(told([you("Hi", { reactions: [heart(), heart(), heart(5), heart()] })])).toEqual([
			"1000 shown 0",
			"2250 reaction 0 on 0",
			"2950 reaction 1 on 0",
			"6000 reaction 2 on 0",
			"6700 reaction 3 on 0",
		]);
	});

	test("is seen before the video ends", () => {
		expect(plan([them("Hi", { reactions: [heart(4)] })]).durationMs).toBe(1200 + 4000 + 1000);
		// At three times the pace it still comes to rest.
		expect(plan([them("Hi", { reactions: [heart(4)] })], { pace: 3 }).durationMs).toBe(433 + 4000 + 434);
	});

	test("shows that the message was read", () => {
		const planned = plan([you("Hi", { reactions: [heart(4)] })]);
		expect(tellSteps(planned, ["receipt", "reaction"])).toEqual([
			"1600 delivered 0",
			"4700 read 0",
			"5000 reaction 0 on 0",
		]);
		const own = plan([you("Hi", { reactions: [{ ...heart(4), from: "you" }] })]);
		expect(tellSteps(own, ["receipt"])).toEqual(["1600 delivered 0"]);
	});

	test("of a message that stands at the start is there too, unless it comes later", () => {
		const reactions = [heart(), heart(0), heart(1.5)];
		const planned = plan([them("Hi", { reactions })], { startWith: 1 });
		expect(planned.opening.changes.map(tellChange)).toEqual([
			"shown 0",
			"reaction 0 on 0",
			"reaction 1 on 0",
		]);
		expect(tellSteps(planned)).toEqual(["1500 reaction 2 on 0"]);
	});
});

describe("an edit and a deletion", () => {
	test("come so many seconds after their message appears", () => {
		const messages = [them("Hi", { edited: { text: "Ho", after: 1 }, deleted: { after: 3 } })];
		expect(told(messages)).toEqual(["400 typing 0", "1200 shown 0", "2200 edited 0", "4200 deleted 0"]);
	});

	test("are seen before the video ends, and a new text read", () => {
		expect(plan([them("Hi", { deleted: { after: 3 } })]).durationMs).toBe(5200);
		expect(plan([them("Hi", { edited: { text: letters(60), after: 3 } })]).durationMs).toBe(4200 + 3000);
	});

	test("of a message that stands at the start count from the first frame", () => {
		const gone = plan([them("Hi", { edited: { text: "Ho", after: 0 }, deleted: { after: 0 } })], {
			startWith: 1,
		});
		expect(gone.opening.changes.map(tellChange)).toEqual(["shown 0", "edited 0", "deleted 0"]);
		expect(told([them("Hi", { deleted: { after: 1 } })], { startWith: 1 })).toEqual(["1000 deleted 0"]);
	});

	test("are the last of what happens at one moment", () => {
		const all = { reactions: [heart(1)], edited: { text: "Ho", after: 1 }, deleted: { after: 1 } };
		expect(told([you("Hi", all)])).toEqual([
			"1000 shown 0",
			"2000 edited 0",
			"2000 reaction 0 on 0",
			"2000 deleted 0",
		]);
	});

	test("leave out the receipts of what is deleted by then", () => {
		const messages = [you("Hi", { deleted: { after: 1 } }), { pause: 3 }, them("What was that?")];
		expect(tellSteps(plan(messages), ["receipt", "deleted"])).toEqual(["1600 delivered 0", "2000 deleted 0"]);
	});
});

describe("a warning", () => {
	const warningsOf = (messages: readonly object[], settings: object = {}) =>
		plan(messages, settings).warnings;

	test("tells of what comes after the end, and when the end would have to be", () => {
		const settings = { video: { durationSeconds: 4 } };
		const [event] = warningsOf([you("Hi", { reactions: [heart(0.5), heart(3)] })], settings);
		expect(event).toEqual({
			code: "EVENT_AFTER_END",
			message:
				"messages[0].reactions[1] would come at 4.0 s, and the video ends at 4.0 s: it is left out; a video.durationSeconds of 5 or more shows it.",
			pointer: "/messages/0/reactions/1",
		});
		const late = { edited: { text: "Ho", after: 9 }, deleted: { after: 10 } };
		const messages = [you("Hi", late), { status: "online" }, { typing: { seconds: 1 } }];
		expect(warningsOf(messages, { video: { durationSeconds: 2 } }).map(({ pointer }) => pointer)).toEqual([
			...["/messages/0/edited", "/messages/0/deleted", "/messages/1/status", "/messages/2/typing"],
		]);
		expect(warningsOf(messages, { video: { durationSeconds: 12.1 } })).toEqual([]);
	});

	test("tells of what cannot happen, because the message is deleted by then", () => {
		const messages = [you("Hi", { reactions: [heart(2)], deleted: { after: 1.5 } })];
		expect(told(messages)).toEqual(["1000 shown 0", "2500 deleted 0"]);
		expect(warningsOf(messages)).toEqual([
			{
				code: "EVENT_AFTER_DELETION",
				message:
					"messages[0].reactions[0] would come 2.0 s after the message, which is deleted 1.5 s after it appears: it is left out.",
				pointer: "/messages/0/reactions/0",
			},
		]);
	});

	test("tells of what is changed before anybody saw it, but not of what is gone before it can be read", () => {
		const gone = (after: number) => warningsOf([you(letters(90), { deleted: { after } })]);
		expect(gone(0.7)).toEqual([]);
		expect(gone(0.4)).toEqual([
			{
				code: "SEEN_TOO_SHORT",
				message:
					"messages[0].deleted comes when what it changes was seen for 0.4 s; an `after` of 0.7 or more shows it.",
				pointer: "/messages/0/deleted",
			},
		]);
		const edited = { text: "Ho", after: 2 };
		const [of] = warningsOf([you("Hi", { edited, deleted: { after: 2.3 } })]);
		expect(of).toMatchObject({ message: expect.stringContaining("`after` of 2.7 or more") });
	});

	test("tells of a new text that the end cuts short", () => {
		const messages = [you("Hi", { edited: { text: letters(60), after: 1 } })];
		expect(warningsOf(messages, { video: { durationSeconds: 5 } })).toEqual([]);
		expect(warningsOf(messages, { video: { durationSeconds: 4.5 } })).toEqual([
			{
				code: "READING_SPEED",
				message:
					"messages[0].edited has 60 characters, which at 20 a second take 3.0 s to read; the video ends after 2.5 s.",
				pointer: "/messages/0/edited",
			},
		]);
	});
});

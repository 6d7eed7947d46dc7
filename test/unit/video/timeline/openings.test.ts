import { describe, expect, test } from "vitest";
import { foldChanges, openingState } from "../../../../shared/video/conversation/change.ts";
import { planConversation } from "../../../helpers/tell-steps.ts";

const at = (time?: string, more: object = {}) => ({
	sender: "them",
	text: "Hi",
	...(time && { time }),
	...more,
});

/** By entry, what opens a part of the chat: "Today 11:00", with a star on a new day. */
function openingsOf(messages: readonly object[], settings: object = {}) {
	const { opening, steps } = planConversation({ locale: "en-GB", startWith: 0, ...settings, messages });
	const states = foldChanges(
		openingState({ status: null, ...opening }),
		steps.map(({ change }) => change),
	);
	const { entries = [] } = states.at(-1) ?? {};
	return entries.flatMap(({ entry, opens }) =>
		opens === null ? [] : `${entry} ${opens.day} ${opens.time}${opens.isNewDay ? " *" : ""}`,
	);
}

describe("a message opens a part of the chat", () => {
	test("an hour or more after the message before, and not sooner", () => {
		expect(openingsOf([at("09:41"), at("10:40"), at("11:40")])).toEqual(["2 Today 11:40"]);
	});

	test("on another day, however soon that is", () => {
		expect(openingsOf([at("23:58"), at("00:01")])).toEqual(["1 Today 00:01 *"]);
	});

	test("but not the first one, which is told of apart", () => {
		expect(openingsOf([at("09:41")], { device: { time: "20:00" } })).toEqual([]);
	});

	test("but not under a line with a date, which says it already", () => {
		expect(openingsOf([at("09:41"), { date: "Later" }, at("12:00"), at("14:00")])).toEqual(["3 Today 14:00"]);
		expect(openingsOf([at("09:41"), { date: "Later" }, { system: "Maya joined" }, at("12:00")])).toEqual([]);
		expect(openingsOf([at("09:41"), { system: "Maya joined" }, at("12:00")])).toEqual(["2 Today 12:00"]);
	});

	test("with the day as it is at the start, where it stands there", () => {
		const messages = [at("20:00"), at("22:00"), at("08:00"), at("09:30")];
		const settings = { startWith: 3, device: { time: "09:00" } };
		expect(openingsOf(messages, settings)).toEqual(["1 Yesterday 22:00", "2 Today 08:00 *", "3 Today 09:30"]);
	});

	test("with the date that the device has", () => {
		const device = { time: "23:50", date: "2026-11-29" };
		expect(openingsOf([at(), at("00:10")], { device })).toEqual(["1 Mon 30 Nov at 00:10 *"]);
	});
});

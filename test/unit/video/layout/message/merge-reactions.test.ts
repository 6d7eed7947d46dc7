import { describe, expect, test } from "vitest";
import { mergeReactions, pickShown } from "../../../../../shared/video/layout/message/merge-reactions.ts";

const person = (id: string) => ({ id, name: id, colour: null, picture: null, place: 0 });
const by = (from: string, emoji: string) => ({
	emoji,
	isOwn: from === "you",
	person: from === "you" ? null : person(from),
});
const all = (reactions: readonly unknown[]) => reactions.map((_, at) => at);
const merge = (perPerson: "one" | "many", reactions: readonly ReturnType<typeof by>[]) => {
	const { emoji, peopleCount } = mergeReactions(reactions, all(reactions), perPerson);
	return [emoji.map((each) => `${each.emoji}${each.count}${each.isOwn ? " own" : ""}`), peopleCount];
};

describe("reactions to a message", () => {
	test("of one emoji are one, with the number of people, in the order in which they first landed", () => {
		const given = [by("maya", "❤️"), by("ben", "😂"), by("you", "❤️"), by("li", "❤️")];
		expect(merge("one", given)).toEqual([["❤️3 own", "😂1"], 4]);
	});

	test("are one emoji with and without the sign that asks for its colours", () => {
		expect(merge("one", [by("maya", "❤️"), by("ben", "❤")])).toEqual([["❤️2"], 2]);
	});

	test("are told apart by a tone of skin", () => {
		expect(merge("one", [by("maya", "👍🏽"), by("ben", "👍")])).toEqual([["👍🏽1", "👍1"], 2]);
	});

	test("take the place of those that the same person gave before, where each has one", () => {
		const given = [by("maya", "❤️"), by("ben", "😂"), by("maya", "👍")];
		expect(merge("one", given)).toEqual([["👍1", "😂1"], 2]);
		expect(merge("many", given)).toEqual([["❤️1", "😂1", "👍1"], 2]);
	});

	test("count once for each person and emoji", () => {
		const given = [by("you", "😂"), by("you", "😂"), by("you", "❤️")];
		expect(merge("many", given)).toEqual([["😂1 own", "❤️1 own"], 1]);
	});

	test("are those that have landed, in their order", () => {
		const given = [by("maya", "❤️"), by("ben", "😂"), by("li", "👍")];
		const { emoji } = mergeReactions(given, [2, 0], "one");
		expect(emoji.map((each) => each.emoji)).toEqual(["👍", "❤️"]);
	});

	test("cannot land without being in the list", () => {
		expect(() => mergeReactions([], [0], "one")).toThrow("expected one of 0 reactions, received 0");
	});
});

describe("of more emoji than are shown", () => {
	const pick = (newest: string, most: number) =>
		pickShown(
			["❤️", "😂", "👍", "😮", "😢"].map((emoji) => ({
				...{ emoji, count: 1, isOwn: false },
				isNewest: emoji === newest,
			})),
			most,
		)
			.map(({ emoji }) => emoji)
			.join("");

	test("the newest has the last place", () => {
		expect(pick("😢", 3)).toBe("❤️😂😢");
		expect(pick("😮", 3)).toBe("❤️😂😮");
	});

	test("it has its own where that is seen", () => {
		expect(pick("😂", 3)).toBe("❤️😂👍");
		expect(pick("👍", 3)).toBe("❤️😂👍");
		expect(pick("😢", 5)).toBe("❤️😂👍😮😢");
	});

	test("it is what landed last, also in the place of another", () => {
		const given = [by("maya", "❤️"), by("ben", "😂"), by("li", "👍"), by("you", "😮"), by("li", "🔥")];
		const { emoji } = mergeReactions(given, all(given), "one");
		expect(emoji.map((each) => `${each.emoji}${each.isNewest ? "!" : ""}`)).toEqual(["❤️", "😂", "🔥!", "😮"]);
	});
});

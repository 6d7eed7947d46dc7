import type { Reaction } from "../entry-content.ts";

/** An emoji, and how many people gave it. */
export type MergedReaction = {
	readonly emoji: string;
	readonly count: number;
	/** One's own is among them. */
	readonly isOwn: boolean;
};

export type MergedReactions = {
	/** In the order in which they first landed. */
	readonly emoji: readonly MergedReaction[];
	readonly peopleCount: number;
};

/**
 * Merges those of a message's reactions that have landed, by their places in its list. `perPerson` one: somebody's next reaction
 * takes the place of the one before.
 */
export function mergeReactions(
	reactions: readonly Reaction[],
	landed: readonly number[],
	perPerson: "one" | "many",
): MergedReactions {
	const standing = landed.reduce<readonly Reaction[]>((before, at) => {
		const next = reactions[at];
		if (next === undefined)
			throw new RangeError(`expected one of ${reactions.length} reactions, received ${at}`);
		const others = before.filter(
			(each) => !isSamePerson(each, next) || (perPerson === "many" && !isSameEmoji(each, next)),
		);
		const isThere = before.some((each) => isSamePerson(each, next) && isSameEmoji(each, next));
		return isThere ? before : [...others, next];
	}, []);
	const firsts = standing.filter(
		(each, at) => standing.findIndex((other) => isSameEmoji(each, other)) === at,
	);
	return {
		emoji: firsts.map((first) => {
			const equal = standing.filter((each) => isSameEmoji(each, first));
			return { emoji: first.emoji, count: equal.length, isOwn: equal.some(({ isOwn }) => isOwn) };
		}),
		peopleCount: standing.filter(
			(each, at) => standing.findIndex((other) => isSamePerson(each, other)) === at,
		).length,
	};
}

/** Of more than `most`, the newest has the last place. */
export function pickShown(emoji: readonly MergedReaction[], most: number): readonly MergedReaction[] {
	return emoji.length <= most ? emoji : [...emoji.slice(0, most - 1), ...emoji.slice(-1)];
}

const isSamePerson = (one: Reaction, other: Reaction) => one.person?.id === other.person?.id;

/** A heart is a heart with and without the sign that asks for its colours. */
const isSameEmoji = (one: Reaction, other: Reaction) => bare(one.emoji) === bare(other.emoji);

const bare = (emoji: string) => emoji.replaceAll("\ufe0f", "");

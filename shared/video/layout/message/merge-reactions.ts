import type { Reaction } from "../entry-content.ts";

/** An emoji, and how many people gave it. */
export type MergedReaction = {
	readonly emoji: string;
	readonly count: number;
	/** One's own is among them. */
	readonly isOwn: boolean;
	/** It is what landed last. */
	readonly isNewest: boolean;
};

export type MergedReactions = {
	/** In the order in which they landed; one that takes the place of another stands there. */
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
	const standing: Reaction[] = [];
	for (const at of landed) {
		const next = reactions[at];
		if (next === undefined)
			throw new RangeError(`expected one of ${reactions.length} reactions, received ${at}`);
		if (standing.some((each) => isSamePerson(each, next) && isSameEmoji(each, next))) continue;
		const place = perPerson === "one" ? standing.findIndex((each) => isSamePerson(each, next)) : -1;
		standing.splice(place === -1 ? standing.length : place, 1, next);
	}
	const newest = reactions[landed.at(-1) ?? -1];
	const firsts = standing.filter(
		(each, at) => standing.findIndex((other) => isSameEmoji(each, other)) === at,
	);
	return {
		emoji: firsts.map((first) => {
			const equal = standing.filter((each) => isSameEmoji(each, first));
			const isNewest = newest !== undefined && isSameEmoji(first, newest);
			return {
				...{ emoji: first.emoji, count: equal.length, isNewest },
				isOwn: equal.some(({ isOwn }) => isOwn),
			};
		}),
		peopleCount: standing.filter(
			(each, at) => standing.findIndex((other) => isSamePerson(each, other)) === at,
		).length,
	};
}

/** Of more than `most`, the newest is seen: in its place, or in the last one. */
export function pickShown(emoji: readonly MergedReaction[], most: number): readonly MergedReaction[] {
	const late = emoji.slice(most).filter(({ isNewest }) => isNewest);
	return [...emoji.slice(0, most - late.length), ...late];
}

const isSamePerson = (one: Reaction, other: Reaction) => one.person?.id === other.person?.id;

/** A heart is a heart with and without the sign that asks for its colours. */
const isSameEmoji = (one: Reaction, other: Reaction) => bare(one.emoji) === bare(other.emoji);

const bare = (emoji: string) => emoji.replaceAll("\ufe0f", "");

import type { Rect } from "./rect.ts";
import { isSameSprite } from "./same-look.ts";
import { isCover, isSameCut, isSameHere, isSameThing, nextIn, type Thing } from "./standing.ts";

/**
 * The opacity with which a rectangle is a mix of what two references show there: all is the same in the three but for one thing,
 * which fades, with nothing in front of it. Null: it is no mix. What is in front is drawn over each of the three by itself, with a
 * rounding for each edge and opacity, and so would make the mix untrue by two levels and more.
 */
export function findMix(
	things: readonly Thing[],
	before: readonly Thing[],
	after: readonly Thing[],
	rect: Rect,
): number | null {
	let opacity: number | null = null;
	let [index, first, second] = [nextIn(things, 0, rect), nextIn(before, 0, rect), nextIn(after, 0, rect)];
	for (;;) {
		const [thing, one, two] = [things[index], before[first], after[second]];
		if (thing === undefined) return one === undefined && two === undefined ? opacity : null;
		const isInFirst = one !== undefined && isSameThing(thing, one, rect, 0);
		const isInSecond = two !== undefined && isSameThing(thing, two, rect, 0);
		if (isInFirst && isInSecond) {
			if (opacity === null) return null;
			if (isCover(thing, rect)) return opacity;
			first = nextIn(before, first + 1, rect);
			second = nextIn(after, second + 1, rect);
		} else {
			if (opacity !== null || thing.look === null) return null;
			const { opacity: shown } = thing.look;
			const [isOld, isNew] = [isEnd(thing, one, "from", rect), isEnd(thing, two, "to", rect)];
			const [isFirstNew, isSecondOld] = [isEnd(thing, one, "to", rect), isEnd(thing, two, "from", rect)];
			const isOut = isFirstNew && (isSecondOld || thing.look.from === undefined);
			if (isNew && (isOld || thing.look.from === undefined)) {
				opacity = shown;
				if (isOld) first = nextIn(before, first + 1, rect);
				second = nextIn(after, second + 1, rect);
			} else if (isOut) {
				opacity = 64 - shown;
				first = nextIn(before, first + 1, rect);
				if (isSecondOld) second = nextIn(after, second + 1, rect);
			} else return null;
		}
		index = nextIn(things, index + 1, rect);
	}
}

/** Whether a thing is what a fading one begins or ends as, at the same place. */
function isEnd(fading: Thing, end: Thing | undefined, side: "from" | "to", rect: Rect): boolean {
	const { look } = fading;
	if (end === undefined || look === null || end.look?.opacity !== 64) return false;
	const sprite = side === "to" ? look.sprite : look.from;
	if (sprite === undefined || !isSameSprite(sprite, end.look.sprite)) return false;
	const shown = { ...fading, look: { ...look, sprite, opacity: 64 } };
	return isSameHere(shown, end, 0) && isSameCut(fading, end, rect, 0);
}

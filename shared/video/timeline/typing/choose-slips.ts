import type { Random } from "../../../core/random.ts";
import { findKey } from "../../locale/find-key.ts";
import type { Keyboard } from "../../locale/keyboard.ts";
import { RHYTHM } from "./rhythm.ts";

/**
 * Words in which a slip may be: not the first, no name (none begins with a capital), no address. In a short one it would be the whole
 * word.
 */
const WORD = /(?<=\s)[\p{Ll}\p{Lo}]{5,}(?=[\s.,!?…،؟]|$)/gu;

/**
 * What is typed in error before a unit of the text, by the unit's place. Two thumbs mostly come in the wrong order: "tihs". That needs
 * no letter that is not in the word, and so makes no other word that nobody meant.
 */
export function chooseSlips(
	units: readonly string[],
	keyboard: Keyboard,
	random: Random,
): ReadonlyMap<number, readonly string[]> {
	const { leastLength, firstAfter, apart } = RHYTHM.slips;
	const slips = new Map<number, readonly string[]>();
	if (units.length < leastLength) return slips;
	const isPlain = (unit: string | undefined) =>
		unit !== undefined && findKey(keyboard, unit)?.page === "letters" && [...unit].length === 1;
	let dueAt = random.whole(firstAfter.min, firstAfter.max);
	for (const { start, length } of findWords(units)) {
		const at = start + random.whole(1, length - 2);
		const [first = "", second = "", third = ""] = units.slice(at, Math.min(at + 3, start + length));
		if (at < dueAt || first === second || !isPlain(first) || !isPlain(second)) continue;
		slips.set(at, random.whole(0, 1) === 1 && isPlain(third) ? [second, first, third] : [second, first]);
		dueAt = at + random.whole(apart.min, apart.max);
	}
	return slips;
}

/** Words whose letters are a unit each. */
function findWords(units: readonly string[]) {
	const places = new Map<number, number>();
	let offset = 0;
	for (const [at, unit] of units.entries()) {
		places.set(offset, at);
		offset += unit.length;
	}
	return [...units.join("").matchAll(WORD)].flatMap(({ index, 0: word }) => {
		const start = places.get(index);
		const isWhole = [...word].every((_, at) => places.has(index + at));
		return start === undefined || !isWhole ? [] : [{ start, length: word.length }];
	});
}

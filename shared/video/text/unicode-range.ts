/** Inclusive. */
type Interval = readonly [first: number, last: number];

/** The intervals of a CSS `unicode-range`, e.g. `U+0-7F,U+2022`, ascending. They do not overlap. */
export function parseUnicodeRange(range: string): readonly Interval[] {
	const intervals = range.split(",").map((part): Interval => {
		const [first = "", last = first] = part.trim().slice(2).split("-");
		return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
	});
	return intervals.sort(([a], [b]) => a - b);
}

/** A file of Han has a hundred intervals, and a rare letter is looked for in 350 files. */
export function isWithin(codePoint: number, intervals: readonly Interval[]): boolean {
	let [from, to] = [0, intervals.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		const [first, last] = intervals[middle] as Interval;
		if (codePoint < first) to = middle;
		else if (codePoint > last) from = middle + 1;
		else return true;
	}
	return false;
}

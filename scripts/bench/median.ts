/** The middle value; of an even number of them the lower of the two, so that it is one that was measured. NaN of none. */
export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

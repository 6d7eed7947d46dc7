/** Plain decimal digits alone: `Number` would also take "0x10", "1e9" and "Infinity". NaN for what is none. */
export function readDecimal(text: string): number {
	return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

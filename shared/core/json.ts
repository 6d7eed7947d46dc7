/** Plain decimal digits alone: `Number` would also take "0x10", "1e9" and "Infinity". NaN for what is none. */
export function readDecimal(text: string): number {
	return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** A value that JSON can say, and that can therefore be stored, logged and answered as it is. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

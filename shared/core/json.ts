/** Reads plain decimal digits; anything else is NaN. (`Number` would take "0x10", "1e9" and "Infinity" too.) */
export function readDecimal(text: string): number {
	return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

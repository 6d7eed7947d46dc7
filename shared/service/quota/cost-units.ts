import { isRecord } from "../../core/json.ts";

/** What a quote was made of, as its attempt's row keeps it for calibration. */
export type CostUnits = { readonly engine: string; readonly units: Readonly<Record<string, number>> };

/** Reads an attempt's `costUnits`: `{engine, units}`, or the units alone, as they were kept for the first engine. */
export function readCostUnits(value: unknown): CostUnits | null {
	if (!isRecord(value)) return null;
	const { engine, units } = "units" in value ? value : { engine: "plain", units: value };
	if (typeof engine !== "string" || !isRecord(units)) return null;
	const entries = Object.entries(units).filter((entry): entry is [string, number] => isAmount(entry[1]));
	return entries.length === Object.keys(units).length && entries.length > 0
		? { engine, units: Object.fromEntries(entries) }
		: null;
}

const isAmount = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value >= 0;

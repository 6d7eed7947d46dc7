import { type Fault, type Path, toPointer } from "../../../core/fault.ts";
import { isRecord } from "../../../core/json.ts";
import type { Spot } from "./script-lines.ts";

/** A value of a script: where it belongs, below its conversation or entry, and where it stands. */
export type Part = { readonly path: Path; readonly value: unknown; readonly spot: Spot };

/** Where the values of a conversation stand in the script, by JSON pointer. */
export type Places = Map<string, Spot>;

/** Sets a value below `target`, and makes the objects and lists on the way. False: something else is in the way. */
export function setAt(target: Record<string, unknown>, path: Path, value: unknown): boolean {
	let here: Record<string | number, unknown> = target;
	for (const [index, key] of path.slice(0, -1).entries()) {
		here[key] ??= typeof path[index + 1] === "number" ? [] : {};
		const next = here[key];
		if (!isRecord(next) && !Array.isArray(next)) return false;
		here = next as Record<string | number, unknown>;
	}
	here[path.at(-1) ?? ""] = value;
	return true;
}

/** The place of a fault's value, or of the nearest value around it; null: the fault is of the whole. */
export function findSpot({ pointer }: Pick<Fault, "pointer">, places: Places): Spot | null {
	for (let here = pointer; here !== ""; here = here.slice(0, here.lastIndexOf("/"))) {
		const spot = places.get(here);
		if (spot !== undefined) return spot;
	}
	return null;
}

export function addPlace(places: Places, path: Path, spot: Spot): void {
	places.set(toPointer(path), spot);
}

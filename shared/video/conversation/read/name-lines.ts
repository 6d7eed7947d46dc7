import { ChatreelError, isKind } from "../../../core/errors.ts";
import type { Fault } from "../../../core/fault.ts";
import type { JsonObject } from "../../../core/json.ts";
import { LIMITS } from "../limits.ts";
import type { Warning } from "../warning.ts";
import { findSpot } from "./places.ts";
import { type ReadScript, readScript } from "./read-script.ts";
import { createScriptFault, findPosition, type Spot, splitLines } from "./script-lines.ts";

/** The fault of a conversation, at the line of the script that says so. */
export function placeFault(fault: Fault, read: ReadScript, maxMessages: number = LIMITS.messages): Fault {
	const spot =
		fault.pointer === "/messages" ? findCountSpot(read, maxMessages) : findSpot(fault, read.places);
	if (spot === null) return fault;
	const inLines = (words: string) => nameLines(words, read);
	const { expected, allowed, received, pointer } = fault;
	const words = { expected: inLines(expected), allowed: inLines(allowed), received };
	return { ...createScriptFault(spot, words), pointer };
}

/** The first of too many entries; without any, the start. */
function findCountSpot({ entrySpots }: ReadScript, maxMessages: number): Spot | null {
	const [line] = splitLines("-");
	return entrySpots[maxMessages] ?? (line === undefined ? null : { line, offset: 0 });
}

/** `messages[3]` as the line on which it is. */
function nameLines(words: string, { places }: Pick<ReadScript, "places">): string {
	return words.replaceAll(/\b(messages|people)\[(\d+)\]/g, (place: string, list: string, index: string) => {
		const spot = places.get(`/${list}/${index}`) ?? places.get(`/${list}/${index}/id`);
		return spot === undefined ? place : `line ${findPosition(spot).line}`;
	});
}

/** Warnings with the lines of the script that they are about, in place of pointers. */
export function nameLinesIn(warnings: readonly Warning[], script: string): readonly Warning[] {
	const read = readScript(script);
	return warnings.map(({ code, message }) => ({ code, message: nameLines(message, read) }));
}

/**
 * An error that lists faults of a conversation, as those of its pictures, with the lines of the script that it comes from. Any other
 * error stays as it is.
 */
export function placeFaults(thrown: unknown, script: string): unknown {
	if (!isKind(thrown, "INVALID_INPUT")) return thrown;
	const { message, status, details } = thrown;
	const listed = details["faults"];
	if (!Array.isArray(listed)) return thrown;
	const read = readScript(script);
	const before = listed as unknown as readonly Fault[];
	const placed = before.map((fault) => (fault.line === undefined ? placeFault(fault, read) : fault));
	const [first] = before;
	const words = first === undefined ? message : message.replace(first.message, placed[0]?.message ?? "");
	const faults = placed as unknown as readonly JsonObject[];
	return new ChatreelError("INVALID_INPUT", words, {
		status,
		details: { ...details, faults },
		cause: thrown,
	});
}

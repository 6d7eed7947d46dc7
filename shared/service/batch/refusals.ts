import { type ChatreelError, isKind } from "../../core/errors.ts";
import { storedError } from "../../core/stored-error.ts";
import type { Refusal } from "../tables.ts";

/** What the column holds, less some room. */
const COLUMN_CHARACTERS = 900_000;

/** Whether the item is at fault, and not what looks at it. */
export function isRefusal(thrown: unknown): thrown is ChatreelError {
	return isKind(thrown, "INVALID_INPUT", "QUOTA_EXCEEDED");
}

export function refusalOf(index: number, error: ChatreelError): Refusal {
	return { index, error: storedError(error) };
}

/** Each within its share of the room that they have as JSON: of very many faults the first are kept, and how many there were. */
export function limitRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
	const shareCharacters = Math.floor(COLUMN_CHARACTERS / Math.max(1, refusals.length));
	return refusals.map((refusal) => within(refusal, shareCharacters));
}

function within({ index, error }: Refusal, characters: number): Refusal {
	if (JSON.stringify(error).length <= characters) return { index, error };
	const { details } = error;
	let faults = Array.isArray(details["faults"]) ? details["faults"] : [];
	while (faults.length > 0) {
		faults = faults.slice(0, Math.floor(faults.length / 2));
		const less = { ...error, details: { ...details, faults } };
		if (JSON.stringify(less).length <= characters) return { index, error: less };
	}
	const { code, message } = error;
	return { index, error: { code, message: message.slice(0, 1000), details: {} } };
}

import { ChatreelError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";

/** Appwrite allows 36 characters in an id; four are for the number of an attempt and the suffix of its guard. */
const JOB_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;
const MAX_LENGTH = 32;

export const JOB_ID_WORDS = "1 to 32 letters, digits, dots, hyphens and underscores, a letter or digit first";

export function isJobId(text: string): boolean {
	return JOB_ID.test(text);
}

/** Checks a job id that a caller chose. Throws INVALID_INPUT. */
export function requireJobId(given: string): string {
	if (isJobId(given)) return given;
	const message = `The job id is not valid: expected ${JOB_ID_WORDS}, received ${JSON.stringify(given.slice(0, 60))}.`;
	throw new ChatreelError("INVALID_INPUT", message, { details: { pointer: "/jobId" } });
}

/** Whether a row can have this id (Appwrite: at most 36 characters). For any other the database need not be asked. */
export function isRowId(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/.test(text);
}

/** The job id of a request row: the id of the row, or its hash when it is too long for a job. */
export async function toJobId(rowId: string): Promise<string> {
	return rowId.length <= MAX_LENGTH ? rowId : (await sha256Hex(rowId)).slice(0, MAX_LENGTH);
}

export function newJobId(): string {
	return crypto.randomUUID().replaceAll("-", "").slice(0, 20);
}

/** A file id of one attempt. Attempts never share one, because two uploads to one id mix their chunks and both report success. */
export async function toFileId(jobId: string, attempt: number, kind: "video" | "poster"): Promise<string> {
	return (await sha256Hex(`${jobId}.${attempt}.${kind}`)).slice(0, 32);
}

import { sha256Hex } from "../../core/hash.ts";

/** An attempt's row in the ledger (`attempts`), which is its lease too: whoever makes it has claimed the attempt. */
export function attemptId(jobId: string, attempt: number): string {
	return `${jobId}.${attempt}`;
}

/** The guard of an attempt's number `n`th EXTEND. A hash, because the plain words would pass an id's 36 characters. */
export async function extendGuardId(attempt: string, n: number): Promise<string> {
	return (await sha256Hex(`${attempt}.x${n}`)).slice(0, 32);
}

/** The guard of what a worker adds when it finds its attempt settled by the sweep. */
export function lateGuardId(attempt: string): string {
	return `${attempt}.c`;
}

export const USER_ID_WORDS =
	"a user's id of 1 to 36 letters, digits, dots, hyphens and underscores, a letter or digit first";

/** Whether Appwrite has such ids (1.9.6, "Create user"): of no other can there be a user, a share or a link. */
export function isUserId(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/.test(text);
}

import { sha256Hex } from "../../core/hash.ts";

/** The ledger row of an attempt, which is also its lease: creating it claims the attempt. */
export function attemptId(jobId: string, attempt: number): string {
	return `${jobId}.${attempt}`;
}

/** The guard of EXTEND number `n`. A hash, because the plain text can be longer than the 36 characters of an id. */
export async function extendGuardId(attempt: string, n: number): Promise<string> {
	return (await sha256Hex(`${attempt}.x${n}`)).slice(0, 32);
}

/** The guard of LATE: a worker corrects the charge of an attempt that the sweep has settled. */
export function lateGuardId(attempt: string): string {
	return `${attempt}.c`;
}

export const USER_ID_WORDS =
	"a user's id of 1 to 36 letters, digits, dots, hyphens and underscores, a letter or digit first";

/** Appwrite 1.9.6, "Create user". No user, share or link has any other id. */
export function isUserId(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$/.test(text);
}

import { sha256Hex } from "../core/sha256.ts";

/** An attempt's row in the ledger (`quota_jobs`), which is its lease too: whoever makes it has claimed the attempt. */
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

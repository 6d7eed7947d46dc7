import { ChatreelError } from "../../core/errors.ts";
import { type RetryPolicy, retry } from "../../core/retry.ts";
import { translateAppwriteError } from "./translate-error.ts";

/** The SDK has no timeout of its own: a call without an answer for so long is given up. */
const CALL_LIMIT_MS = 15_000;

/** A database that is away for some seconds is waited for: about 14 s in all. */
const DATABASE_RETRY: RetryPolicy = { attempts: 10, baseMs: 500, capMs: 4000 };

/** One call of the SDK, with its error translated. A call given up may still have its effect. */
export async function callOnce<Result>(
	work: () => Promise<Result>,
	limitMs: number = CALL_LIMIT_MS,
): Promise<Result> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const limit = new Promise<never>((_, reject) => {
		timer = setTimeout(() => {
			const message = `The database or storage did not answer within ${limitMs / 1000} s.`;
			reject(new ChatreelError("DEPENDENCY_ERROR", message, { retryable: true }));
		}, limitMs);
	});
	try {
		return await Promise.race([work(), limit]);
	} catch (thrown) {
		throw translateAppwriteError(thrown);
	} finally {
		clearTimeout(timer);
	}
}

/** A call that may be made again without harm, until it works. */
export function call<Result>(work: () => Promise<Result>): Promise<Result> {
	return retry(() => callOnce(work), DATABASE_RETRY);
}

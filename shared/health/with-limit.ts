import { ChatreelError } from "../core/errors.ts";
import { sleep as realSleep, type Sleep } from "../core/time.ts";

/**
 * What `work` gives, or a TIMEOUT when it takes longer than `limitMs`. The work is not stopped then, only no longer
 * waited for. No timer is left in either case.
 */
export async function withLimit<Result>(
	work: () => Promise<Result>,
	limitMs: number,
	sleep: Sleep = realSleep,
): Promise<Result> {
	const settled = new AbortController();
	const expire = async () => {
		await sleep(limitMs, settled.signal);
		throw new ChatreelError("TIMEOUT", `no answer within ${limitMs / 1000} s`);
	};
	try {
		return await Promise.race([work(), expire()]);
	} finally {
		settled.abort();
	}
}

/** The longest time a timer can hold; a longer one would fire at once (HTML standard: a signed 32-bit integer). */
export const MAX_TIMER_MS = 2 ** 31 - 1;
/** The same for limits that are given in whole seconds. */
export const MAX_TIMER_SECONDS = Math.floor(MAX_TIMER_MS / 1000);

/** Waits, in ms. Rejects with the signal's reason as soon as it aborts; no timer or listener is left in either case. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export const sleep: Sleep = async (ms, signal) => {
	signal?.throwIfAborted();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let onAbort = () => {};
	try {
		await new Promise<void>((resolve, reject) => {
			timer = setTimeout(resolve, Math.min(ms, MAX_TIMER_MS));
			onAbort = () => reject(signal?.reason);
			signal?.addEventListener("abort", onAbort, { once: true });
		});
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener("abort", onAbort);
	}
};

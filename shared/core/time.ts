import { ChatreelError } from "./errors.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Milliseconds since 1970, UTC. */
export type EpochMs = number;

/** Milliseconds of CPU. */
export type CpuMs = number;

/** A moment as ISO 8601 in UTC, as Appwrite takes datetimes. */
export function toIso(ms: EpochMs): string {
	return new Date(ms).toISOString();
}

export function toSeconds(ms: number | null): number | null {
	return ms === null ? null : ms / 1000;
}

/** The longest delay of a timer; a longer one would fire at once (HTML standard: a signed 32-bit integer). */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** The upper bound for limits that are given in whole seconds. */
export const MAX_TIMER_SECONDS = Math.floor(MAX_TIMER_MS / 1000);

/** Waits. Rejects with the signal's reason as soon as it aborts. Leaves no timer and no listener. */
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

export type Deadline = {
	/** Aborts with a TIMEOUT error when the time is up, or with the parent's reason when the parent aborts. */
	readonly signal: AbortSignal;
	/** 0 once the signal has aborted, never negative. */
	readonly remainingMs: () => number;
	/** Stops the timer, which otherwise keeps the process alive. Call it in `finally`; a second call does nothing. */
	readonly clear: () => void;
	readonly [Symbol.dispose]: () => void;
};

type DeadlineOptions = {
	/** A monotonic clock, in ms. */
	readonly now?: () => number;
	/** Aborts this deadline too, with its own reason. */
	readonly signal?: AbortSignal | undefined;
};

export function createDeadline(
	ms: number,
	{ now = () => performance.now(), signal: parent }: DeadlineOptions = {},
): Deadline {
	const endsAt = now() + ms;
	const controller = new AbortController();
	const expire = () => {
		const details = { limitSeconds: ms / 1000 };
		controller.abort(
			new ChatreelError("TIMEOUT", `The work exceeded its time limit of ${ms / 1000} s.`, { details }),
		);
	};
	const timer = setTimeout(expire, Math.min(Math.max(ms, 0), MAX_TIMER_MS));
	const signal = parent === undefined ? controller.signal : AbortSignal.any([controller.signal, parent]);
	const clear = () => clearTimeout(timer);
	return {
		signal,
		remainingMs: () => (signal.aborted ? 0 : Math.max(0, endsAt - now())),
		clear,
		[Symbol.dispose]: clear,
	};
}

/**
 * Waits for work that does not heed the signal, or not at once. Rejects with the signal's reason as soon as it aborts; does not
 * start the work when it has aborted before. Leaves no listener.
 */
export async function untilAborted<Result>(
	work: () => Promise<Result>,
	signal: AbortSignal,
): Promise<Result> {
	signal.throwIfAborted();
	const aborted = Promise.withResolvers<never>();
	const onAbort = () => aborted.reject(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	try {
		return await Promise.race([work(), aborted.promise]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}

export type LimitOptions = {
	/** What to throw when the time is up. Default: a TIMEOUT. */
	readonly createError?: () => ChatreelError;
	readonly sleep?: Sleep | undefined;
};

/**
 * Waits at most `limitMs` for work that cannot be stopped: it goes on, but its result is dropped. No timer is left in
 * either case.
 */
export async function withLimit<Result>(
	work: () => Promise<Result>,
	limitMs: number,
	options: LimitOptions = {},
): Promise<Result> {
	const {
		createError = () => new ChatreelError("TIMEOUT", `no answer within ${limitMs / 1000} s`),
		sleep: wait = sleep,
	} = options;
	const settled = new AbortController();
	const expire = async () => {
		await wait(limitMs, settled.signal);
		throw createError();
	};
	try {
		return await Promise.race([work(), expire()]);
	} finally {
		settled.abort();
	}
}

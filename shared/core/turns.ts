import { ChatreelError } from "./errors.ts";

/** A round robin among owners: the next one is the one served least recently. */
export type FairOrder = {
	/** Of equals the first; undefined when nobody waits. */
	readonly next: <Waiting extends { readonly who: string }>(
		waiting: readonly Waiting[],
	) => Waiting | undefined;
	readonly serve: (who: string) => void;
};

/** How many owners are remembered; older ones count as never served. */
const REMEMBERED = 1000;

export function createFairOrder(): FairOrder {
	/** Owner → when it was served last, as a growing number; the least recent first. */
	const served = new Map<string, number>();
	let turn = 0;
	return {
		next: (waiting) => waiting.toSorted((a, b) => (served.get(a.who) ?? 0) - (served.get(b.who) ?? 0))[0],
		serve: (who) => {
			served.delete(who);
			served.set(who, ++turn);
			for (const oldest of served.keys()) if (served.size > REMEMBERED) served.delete(oldest);
		},
	};
}

export type Turns = {
	/** Runs `work` when its turn comes. Rejects with RESOURCE_EXHAUSTED (429) when too many wait, or for too long. */
	readonly inTurn: <Result>(who: string, work: () => Promise<Result>) => Promise<Result>;
};

export type TurnsOptions = {
	/** How many pieces of work run at a time; each owner has at most one. */
	readonly atOnce: number;
	/** How many may wait, of one owner and of all. */
	readonly waitingOfOne: number;
	readonly waitingOfAll: number;
	/** The longest wait. */
	readonly waitMs: number;
};

type Waiting = { readonly who: string; readonly begin: () => void };

/** Runs the work of many owners fairly: however much one of them asks for, another waits for at most one piece of it. */
export function createTurns({ atOnce, waitingOfOne, waitingOfAll, waitMs }: TurnsOptions): Turns {
	const working = new Set<string>();
	const waiting: Waiting[] = [];
	const order = createFairOrder();

	const beginNext = () => {
		while (working.size < atOnce) {
			const next = order.next(waiting.filter(({ who }) => !working.has(who)));
			if (next === undefined) return;
			waiting.splice(waiting.indexOf(next), 1);
			working.add(next.who);
			order.serve(next.who);
			next.begin();
		}
	};

	const leave = (who: string) => {
		working.delete(who);
		beginNext();
	};

	const turnOf = (who: string): Promise<void> => {
		const ofOne = waiting.filter((each) => each.who === who).length;
		if (ofOne >= waitingOfOne || waiting.length >= waitingOfAll) return Promise.reject(busy());
		return new Promise((resolve, reject) => {
			const own: Waiting = {
				who,
				begin: () => {
					clearTimeout(timer);
					resolve();
				},
			};
			const timer = setTimeout(() => {
				waiting.splice(waiting.indexOf(own), 1);
				reject(busy());
			}, waitMs);
			waiting.push(own);
			beginNext();
		});
	};

	return {
		inTurn: async (who, work) => {
			await turnOf(who);
			try {
				return await work();
			} finally {
				leave(who);
			}
		},
	};
}

/** Retry-After (RFC 9110, 10.2.3). */
const RETRY_AFTER_SECONDS = 5;

function busy(): ChatreelError {
	const message = `Too many requests are being planned. Try again in ${RETRY_AFTER_SECONDS} s.`;
	const details = { scope: "planning", retryAfterSeconds: RETRY_AFTER_SECONDS };
	return new ChatreelError("RESOURCE_EXHAUSTED", message, { status: 429, details, retryable: true });
}

import { ChatreelError } from "./errors.ts";

/** A round robin among owners: the one served least recently is next. */
type FairOrder = {
	/** Undefined when none is waiting. Of equals the first. */
	readonly next: <Waiting extends { readonly who: string }>(
		waiting: readonly Waiting[],
	) => Waiting | undefined;
	readonly serve: (who: string) => void;
};

/** Owners; older ones count as never served. */
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

type TurnsOptions = {
	/** Works that run at a time; each owner has at most one. */
	readonly concurrency: number;
	readonly maxWaitingPerOwner: number;
	readonly maxWaiting: number;
	readonly maxWaitMs: number;
};

type Waiting = { readonly who: string; readonly begin: () => void };

/** Runs the work of many owners fairly: however much one of them sends, another waits for at most one piece of it. */
export function createTurns(options: TurnsOptions): Turns {
	const { concurrency, maxWaitingPerOwner, maxWaiting, maxWaitMs } = options;
	const working = new Set<string>();
	const waiting: Waiting[] = [];
	const order = createFairOrder();

	const beginNext = () => {
		while (working.size < concurrency) {
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

	const waitForTurn = (who: string): Promise<void> => {
		const waitingOfOwner = waiting.filter((each) => each.who === who).length;
		if (waitingOfOwner >= maxWaitingPerOwner || waiting.length >= maxWaiting) return Promise.reject(busy());
		return new Promise((resolve, reject) => {
			const entry: Waiting = {
				who,
				begin: () => {
					clearTimeout(timer);
					resolve();
				},
			};
			const timer = setTimeout(() => {
				waiting.splice(waiting.indexOf(entry), 1);
				reject(busy());
			}, maxWaitMs);
			waiting.push(entry);
			beginNext();
		});
	};

	return {
		inTurn: async (who, work) => {
			await waitForTurn(who);
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

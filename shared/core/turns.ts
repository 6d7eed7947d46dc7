import { ChatreelError } from "./errors.ts";

/** Whose turn is next: of those that wait, whoever was served least recently. */
export type FairOrder = {
	/** Among equals the first of them; undefined where nobody waits. */
	readonly next: <Waiting extends { readonly who: string }>(
		waiting: readonly Waiting[],
	) => Waiting | undefined;
	readonly serve: (who: string) => void;
};

/** Owners that are remembered; whoever was served before them counts as not served yet. */
const REMEMBERED = 1000;

export function createFairOrder(): FairOrder {
	/** A number that only grows, of each owner; in the order in which they were served. */
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
	/** Does `work` when its turn has come. Rejects with RESOURCE_EXHAUSTED (429) where too many wait, or for too long. */
	readonly inTurn: <Result>(who: string, work: () => Promise<Result>) => Promise<Result>;
};

export type TurnsOptions = {
	/** Worked on at a time; of one owner one. */
	readonly atOnce: number;
	/** The most that wait, of one owner and of all. */
	readonly waitingOfOne: number;
	readonly waitingOfAll: number;
	/** How long one waits, in ms. */
	readonly waitMs: number;
};

type Waiting = { readonly who: string; readonly begin: () => void };

/**
 * Lets owners have their turns: next is whoever was served least recently, so that nobody waits for more than one piece of each
 * other's work, however much somebody asks for.
 */
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

/** What RFC 9110, 10.2.3, calls Retry-After: by then some of those that wait have been served. */
const RETRY_AFTER_SECONDS = 5;

function busy(): ChatreelError {
	const message = `Too many requests are being planned. Try again in ${RETRY_AFTER_SECONDS} s.`;
	const details = { scope: "planning", retryAfterSeconds: RETRY_AFTER_SECONDS };
	return new ChatreelError("RESOURCE_EXHAUSTED", message, { status: 429, details, retryable: true });
}

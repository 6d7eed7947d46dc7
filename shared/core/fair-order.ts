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

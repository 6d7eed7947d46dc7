import { createFairOrder } from "../../core/turns.ts";

/** Gives the slot back. A second call does nothing. */
export type ReleaseSlot = () => void;

/** Limits how many renders run in this process at a time. Of those that wait, the one whose owner was served least recently is next. */
export type Slots = {
	/** Waits for a slot for at most `waitMs` (0: not at all). Null when none came free. */
	readonly take: (waitMs: number, who: string) => Promise<ReleaseSlot | null>;
};

export function createSlots(count: number): Slots {
	let free = count;
	const order = createFairOrder();
	const waiting: { readonly who: string; readonly resolve: (release: ReleaseSlot) => void }[] = [];

	const give = (who: string): ReleaseSlot => {
		order.serve(who);
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			const next = order.next(waiting);
			if (next === undefined) free += 1;
			else next.resolve(give(next.who));
		};
	};

	return {
		take: (waitMs, who) => {
			if (free > 0) {
				free -= 1;
				return Promise.resolve(give(who));
			}
			if (waitMs <= 0) return Promise.resolve(null);
			return new Promise((resolve) => {
				const leave = () => {
					clearTimeout(timer);
					waiting.splice(waiting.indexOf(own), 1);
				};
				const own = {
					who,
					resolve: (release: ReleaseSlot) => {
						leave();
						resolve(release);
					},
				};
				const timer = setTimeout(() => {
					leave();
					resolve(null);
				}, waitMs);
				waiting.push(own);
			});
		},
	};
}

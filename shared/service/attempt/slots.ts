import { createFairOrder } from "../../core/turns.ts";

/** Gives the slot back. More than once does no harm. */
export type ReleaseSlot = () => void;

/** How many renders may run in this process at a time. Of those that wait, next is whose owner was served least recently. */
export type Slots = {
	/** Waits for a slot, at most `waitMs` (0: not at all). Null where none came free. */
	readonly take: (waitMs: number, who: string) => Promise<ReleaseSlot | null>;
};

export function createSlots(count: number): Slots {
	let free = count;
	const order = createFairOrder();
	const waiting: { readonly who: string; readonly give: (release: ReleaseSlot) => void }[] = [];

	const slotOf = (who: string): ReleaseSlot => {
		order.serve(who);
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			const next = order.next(waiting);
			if (next === undefined) free += 1;
			else next.give(slotOf(next.who));
		};
	};

	return {
		take: (waitMs, who) => {
			if (free > 0) {
				free -= 1;
				return Promise.resolve(slotOf(who));
			}
			if (waitMs <= 0) return Promise.resolve(null);
			return new Promise((resolve) => {
				const leave = () => {
					clearTimeout(timer);
					waiting.splice(waiting.indexOf(own), 1);
				};
				const own = {
					who,
					give: (release: ReleaseSlot) => {
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

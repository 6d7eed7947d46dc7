/** Gives the slot back. More than once does no harm. */
export type ReleaseSlot = () => void;

/** How many renders may run in this process at a time, first come, first served. */
export type Slots = {
	/** Waits for a slot, at most `waitMs` (0: not at all). Null where none came free. */
	readonly take: (waitMs: number) => Promise<ReleaseSlot | null>;
};

export function createSlots(count: number): Slots {
	let free = count;
	const waiting: ((release: ReleaseSlot) => void)[] = [];

	const slot = (): ReleaseSlot => {
		let isHeld = true;
		return () => {
			if (!isHeld) return;
			isHeld = false;
			const next = waiting.shift();
			if (next === undefined) free += 1;
			else next(slot());
		};
	};

	return {
		take: (waitMs) => {
			if (free > 0) {
				free -= 1;
				return Promise.resolve(slot());
			}
			if (waitMs <= 0) return Promise.resolve(null);
			return new Promise((resolve) => {
				const give = (release: ReleaseSlot) => {
					clearTimeout(timer);
					resolve(release);
				};
				const timer = setTimeout(() => {
					waiting.splice(waiting.indexOf(give), 1);
					resolve(null);
				}, waitMs);
				waiting.push(give);
			});
		},
	};
}

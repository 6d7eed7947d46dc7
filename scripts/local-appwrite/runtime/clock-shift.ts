const RealDate = Date;
let offsetMs = 0;

/**
 * Sets the process's calendar clock this far from the machine's: `Date.now()` and `new Date()`. Timers and
 * `performance.now()` go on as they are. This process's own state, so that a test may move the clock of all at once.
 */
export function shiftClock(toOffsetMs: number): void {
	offsetMs = toOffsetMs;
	globalThis.Date = toOffsetMs === 0 ? RealDate : ShiftedDate;
}

const ShiftedDate = new Proxy(RealDate, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length === 0 ? [RealDate.now() + offsetMs] : args, newTarget),
	apply: () => new RealDate(RealDate.now() + offsetMs).toString(),
	get: (target, key, receiver) =>
		key === "now" ? () => RealDate.now() + offsetMs : Reflect.get(target, key, receiver),
});

/** Passes a call on when the last one passed on is at least `intervalMs` ago; the others are dropped. */
export function throttled<T>(
	callback: (value: T) => void,
	intervalMs = 250,
	nowMs: () => number = () => performance.now(),
): (value: T) => void {
	let lastMs = Number.NEGATIVE_INFINITY;
	return (value) => {
		const atMs = nowMs();
		if (atMs - lastMs < intervalMs) return;
		lastMs = atMs;
		callback(value);
	};
}

/** Passes a call on if the last one passed on is at least `intervalMs` ago, and drops it otherwise. */
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

/** "0:02" of 2.4. */
export function formatClock(seconds: number): string {
	const whole = Math.floor(Math.max(0, seconds) + 1e-6);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "2.4 s" of 2.43. */
export const formatSeconds = (seconds: number) => `${seconds.toFixed(1)} s`;

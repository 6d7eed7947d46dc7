/** The length of a voice note as all apps write it: `0:12`. No note is 0:00. */
export function formatLength(seconds: number): string {
	const whole = Math.max(1, Math.round(seconds));
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

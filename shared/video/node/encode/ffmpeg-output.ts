/** Lines of stderr kept of an ffmpeg that failed. */
const LINES_KEPT = 20;

/** CPU milliseconds, user and system, from the line that `-benchmark` adds; 0 without such a line. */
export function readCpuMs(stderr: readonly string[]): number {
	const line = stderr.findLast((text) => text.startsWith("bench: utime="));
	const seconds = [...(line ?? "").matchAll(/[us]time=([\d.]+)s/g)].map((match) => Number(match[1]));
	return Math.round(seconds.reduce((sum, value) => sum + value, 0) * 1000);
}

/** The last lines, without directories in their paths: callers see these lines. */
export function lastLines(stderr: readonly string[]): readonly string[] {
	const lines = stderr.map((line) => line.trimEnd()).filter((line) => line !== "");
	return lines.slice(-LINES_KEPT).map((line) => line.replace(/(?<![\w:/.])\/(?:[^\s/'"]+\/)+/g, ""));
}

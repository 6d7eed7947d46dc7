import { readFileSync } from "node:fs";

/** Kernel ticks of /proc/<pid>/stat: USER_HZ is 100 on every Linux that Node runs on (man 5 proc). */
const TICK_MS = 10;

/** CPU milliseconds of another process so far, user and system; null if it has ended. */
export function readProcessCpuMs(pid: number): number | null {
	try {
		// The second field is the program's name in brackets, which may contain anything.
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
		// man 5 proc: fields 14 and 15 are utime and stime; the first here is the third.
		return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
	} catch {
		return null;
	}
}

import { readFileSync, readlinkSync } from "node:fs";

/** Kernel ticks of /proc/<pid>/stat and pages of /proc/<pid>/statm, as on every Linux that Node runs on (man 5 proc). */
const TICK_MS = 10;
const PAGE_BYTES = 4096;

/**
 * CPU milliseconds, user and system, of all children of this process that have ended, and of theirs: the kernel adds them
 * up when their parent waits for them. The difference around a child's life is all that it used, from its first
 * instruction to its exit, which no process can tell of itself. `stat` is the text of /proc/self/stat.
 */
export function endedChildrenCpuMs(stat = readFileSync("/proc/self/stat", "utf8")): number {
	const fields = stat.split(") ").at(-1)?.split(" ") ?? [];
	// Fields 16 and 17 are cutime and cstime; the first here is the third.
	return (Number(fields[13]) + Number(fields[14])) * TICK_MS;
}

/** Bytes of memory that a process and those below it hold now; pages that they share are counted in each. */
export function treeMemoryBytes(pid: number, parent: string | null = null): number {
	try {
		const itself = `${readlinkSync(`/proc/${pid}/exe`)} ${readFileSync(`/proc/${pid}/cmdline`, "latin1")}`;
		// Between fork and exec a child is its parent once more, with the same pages.
		if (itself === parent) return 0;
		const residentPages = Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]);
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").map(Number);
		return children
			.filter((child) => child > 0)
			.reduce((sum, child) => sum + treeMemoryBytes(child, itself), residentPages * PAGE_BYTES);
	} catch {
		// It ended in between.
		return 0;
	}
}

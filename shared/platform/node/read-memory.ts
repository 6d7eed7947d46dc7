import { readFile } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import { CGROUP_V1, CGROUP_V2, cgroupMemories, type Memory, type ReadText } from "./cgroup.ts";

type MemorySources = {
	/** Rejects if the file cannot be read. */
	readonly readText?: ReadText;
	/** The machine's memory for systems without /proc. */
	readonly machine?: () => Memory;
};

/**
 * Reads the memory of the machine and of the control groups of this process, and returns the tightest. Node's own
 * `process.availableMemory()` counts a container's page cache as used, so that a container looks full after some file traffic.
 */
export async function readMemory({
	readText = (path) => readFile(path, "utf8"),
	machine = () => ({ limitBytes: totalmem(), freeBytes: freemem() }),
}: MemorySources = {}): Promise<Memory> {
	const read: ReadText = (path) => readText(path).catch(() => "");
	const memories = [
		(await meminfo(read)) ?? machine(),
		...(await cgroupMemories(CGROUP_V2, read)),
		...(await cgroupMemories(CGROUP_V1, read)),
	];
	return {
		limitBytes: Math.min(...memories.map(({ limitBytes }) => limitBytes)),
		freeBytes: Math.min(...memories.map(({ freeBytes }) => freeBytes)),
	};
}

/**
 * MemAvailable is the kernel's estimate of what can be allocated without swapping, droppable page cache included (kernel.org,
 * Documentation/filesystems/proc.rst). MemFree leaves that out.
 */
async function meminfo(read: ReadText): Promise<Memory | null> {
	const text = await read("/proc/meminfo");
	const total = kib(text, "MemTotal");
	const available = kib(text, "MemAvailable");
	return total === null || available === null
		? null
		: { limitBytes: total * 1024, freeBytes: available * 1024 };
}

function kib(text: string, field: string): number | null {
	const digits = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
	return digits === undefined ? null : Number(digits);
}

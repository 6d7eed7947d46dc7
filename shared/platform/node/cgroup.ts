import { posix } from "node:path";

export type Memory = {
	/** The container's limit, or the machine's memory. */
	readonly limitBytes: number;
	/** What can still be allocated before the kernel kills a process. */
	readonly freeBytes: number;
};

export type ReadText = (path: string) => Promise<string>;

/** The file names of one version of control groups. */
type CgroupVersion = {
	/** The usual mount of its memory controller (systemd, Docker, containerd). */
	readonly mount: string;
	/** Captures this process's group from /proc/self/cgroup. */
	readonly membership: RegExp;
	readonly limitFile: string;
	readonly usageFile: string;
	/** The field of memory.stat for page cache not used lately, child groups included. */
	readonly reclaimableField: string;
};

/** kernel.org, Documentation/admin-guide/cgroup-v2.rst, "Memory Interface Files". */
export const CGROUP_V2: CgroupVersion = {
	mount: "/sys/fs/cgroup",
	membership: /^0::(\/.*)$/m,
	limitFile: "memory.max",
	usageFile: "memory.current",
	reclaimableField: "inactive_file",
};

/** kernel.org, Documentation/admin-guide/cgroup-v1/memory.rst, sections 3 and 5.2. */
export const CGROUP_V1: CgroupVersion = {
	mount: "/sys/fs/cgroup/memory",
	membership: /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(\/.*)$/m,
	limitFile: "memory.limit_in_bytes",
	usageFile: "memory.usage_in_bytes",
	reclaimableField: "total_inactive_file",
};

/**
 * The memory of each group of this process, from its own up to the root, because a limit applies to all groups below. Groups
 * without a limit are left out ("max"; version 1 writes the largest number of pages, far above the machine's memory), and groups
 * that cannot be read: inside a container the path is often the host's, and the mount's root is the container's own group. `read`
 * returns "" for a missing file.
 */
export async function cgroupMemories(version: CgroupVersion, read: ReadText): Promise<readonly Memory[]> {
	const path = version.membership.exec(await read("/proc/self/cgroup"))?.[1] ?? "/";
	const memories = await Promise.all(
		withAncestors(path).map((group) => groupMemory(version, posix.join(version.mount, group), read)),
	);
	return memories.filter((memory) => memory !== null);
}

/** "/a/b" → "/a/b", "/a", "/". A group outside the namespace appears as "/.."; it must not lead out of the mount. */
function withAncestors(path: string): readonly string[] {
	const names = path.split("/").filter((name) => name !== "" && name !== "..");
	return [...names.keys(), names.length].map((depth) => `/${names.slice(0, depth).join("/")}`).reverse();
}

async function groupMemory(version: CgroupVersion, dir: string, read: ReadText): Promise<Memory | null> {
	const [limit, usage, stat] = await Promise.all(
		[version.limitFile, version.usageFile, "memory.stat"].map((name) => read(posix.join(dir, name))),
	);
	const limitBytes = bytes(limit);
	const usedBytes = bytes(usage);
	if (limitBytes === null || usedBytes === null) return null;
	// The kernel drops this cache before it kills anything. The kubelet computes its "working set" the same way.
	const field = new RegExp(`^${version.reclaimableField} (\\d+)$`, "m").exec(stat ?? "");
	const reclaimableBytes = bytes(field?.[1]) ?? 0;
	const takenBytes = Math.max(0, usedBytes - reclaimableBytes);
	return { limitBytes, freeBytes: Math.max(0, limitBytes - takenBytes) };
}

function bytes(text: string | undefined): number | null {
	const digits = text?.trim() ?? "";
	return /^\d+$/.test(digits) ? Number(digits) : null;
}

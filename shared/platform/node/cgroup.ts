import { posix } from "node:path";

export type Memory = {
	/** Bytes this process and those beside it may take together: the container's limit, or all the machine has. */
	readonly limitBytes: number;
	/** Bytes of it that can still be taken before something is killed. */
	readonly freeBytes: number;
};

/** Text of a file. */
export type ReadText = (path: string) => Promise<string>;

/** Where one version of control groups keeps what is needed here. */
type CgroupVersion = {
	/** Where its memory controller is mounted by custom (systemd, Docker, containerd). */
	readonly mount: string;
	/** The line of /proc/self/cgroup that holds this process's group, its path captured. */
	readonly membership: RegExp;
	readonly limitFile: string;
	readonly usageFile: string;
	/** The field of memory.stat for the page cache not used lately, groups beneath included. */
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
 * The memory of each group this process is in, from its own up to the root, because a limit holds for all beneath it.
 * Without those that have no limit ("max"; version 1 writes the largest number of pages instead, which is no limit
 * beside the machine's memory) and those that cannot be seen: inside a container the path is often the host's, and the
 * mount's root is the container's own group. `read` gives "" for a file that is not there.
 */
export async function cgroupMemories(version: CgroupVersion, read: ReadText): Promise<readonly Memory[]> {
	const path = version.membership.exec(await read("/proc/self/cgroup"))?.[1] ?? "/";
	const memories = await Promise.all(
		withAncestors(path).map((group) => groupMemory(version, posix.join(version.mount, group), read)),
	);
	return memories.filter((memory) => memory !== null);
}

/** "/a/b" → "/a/b", "/a", "/". A group outside the namespace is shown as "/.."; it must not lead out of the mount. */
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
	// The kernel drops this cache before it kills anything, as the kubelet too reckons its "working set".
	const field = new RegExp(`^${version.reclaimableField} (\\d+)$`, "m").exec(stat ?? "");
	const reclaimableBytes = bytes(field?.[1]) ?? 0;
	const takenBytes = Math.max(0, usedBytes - reclaimableBytes);
	return { limitBytes, freeBytes: Math.max(0, limitBytes - takenBytes) };
}

function bytes(text: string | undefined): number | null {
	const digits = text?.trim() ?? "";
	return /^\d+$/.test(digits) ? Number(digits) : null;
}

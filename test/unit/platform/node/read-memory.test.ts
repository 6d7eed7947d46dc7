import { describe, expect, test } from "vitest";
import { readMemory } from "../../../../shared/platform/node/read-memory.ts";

const MIB = 2 ** 20;
const MACHINE_MIB = { total: 8000, available: 6000 };

const MEMINFO = [
	`MemTotal:       ${MACHINE_MIB.total * 1024} kB`,
	"MemFree:          102400 kB",
	`MemAvailable:    ${MACHINE_MIB.available * 1024} kB`,
	"Buffers:             696 kB\n",
].join("\n");

/** As Linux writes them: a number with a line end, and a table of names and numbers. */
const line = (mib: number) => `${mib * MIB}\n`;
const statV2 = (inactiveMib: number) =>
	`anon 4096\nfile 8192\nactive_file 999\ninactive_file ${inactiveMib * MIB}\nunevictable 0\n`;
const statV1 = (inactiveMib: number) =>
	`cache 8192\ninactive_file 1\nactive_file 2\ntotal_cache 8192\ntotal_inactive_file ${inactiveMib * MIB}\n`;
/** What version 1 shows where there is no limit: the largest 64-bit number of whole pages. */
const NO_LIMIT_V1 = "9223372036854771712\n";

async function memoryMibOf(files: Readonly<Record<string, string>>) {
	const readText = async (path: string) => {
		const text = files[path];
		if (text === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
		return text;
	};
	const machine = () => ({ limitBytes: 4000 * MIB, freeBytes: 3000 * MIB });
	const { limitBytes, freeBytes } = await readMemory({ readText, machine });
	return { limit: limitBytes / MIB, free: freeBytes / MIB };
}

const V2 = {
	"/proc/meminfo": MEMINFO,
	"/proc/self/cgroup": "0::/\n",
	"/sys/fs/cgroup/memory.max": line(1000),
	"/sys/fs/cgroup/memory.current": line(700),
	"/sys/fs/cgroup/memory.stat": statV2(100),
};
const V1 = {
	"/proc/meminfo": MEMINFO,
	"/proc/self/cgroup": "9:cpu,cpuacct:/docker/ab\n4:memory:/docker/ab\n1:name=systemd:/docker/ab\n0::/\n",
	"/sys/fs/cgroup/memory/memory.limit_in_bytes": line(512),
	"/sys/fs/cgroup/memory/memory.usage_in_bytes": line(300),
	"/sys/fs/cgroup/memory/memory.stat": statV1(50),
};

describe("control groups, version 2", () => {
	test("the page cache that can be dropped counts as free", async () => {
		expect(await memoryMibOf(V2)).toEqual({ limit: 1000, free: 400 });
	});

	test("no limit leaves what the machine has", async () => {
		expect(await memoryMibOf({ ...V2, "/sys/fs/cgroup/memory.max": "max\n" })).toEqual({
			limit: MACHINE_MIB.total,
			free: MACHINE_MIB.available,
		});
	});

	test("the limit of a group above holds too", async () => {
		const files = {
			"/proc/meminfo": MEMINFO,
			"/proc/self/cgroup": "0::/app.slice/render.service\n",
			"/sys/fs/cgroup/app.slice/render.service/memory.max": line(2000),
			"/sys/fs/cgroup/app.slice/render.service/memory.current": line(100),
			"/sys/fs/cgroup/app.slice/render.service/memory.stat": statV2(0),
			"/sys/fs/cgroup/app.slice/memory.max": line(1500),
			"/sys/fs/cgroup/app.slice/memory.current": line(1200),
			"/sys/fs/cgroup/app.slice/memory.stat": statV2(10),
		};
		expect(await memoryMibOf(files)).toEqual({ limit: 1500, free: 310 });
	});

	test.each(["0::/docker/host-path-that-is-not-mounted\n", "0::/../../elsewhere\n"])(
		"a path of the host (%j) leaves the container's own group",
		async (membership) => {
			const outside = { "/sys/fs/memory.max": line(10), "/sys/fs/memory.current": line(1) };
			expect(await memoryMibOf({ ...V2, ...outside, "/proc/self/cgroup": membership })).toEqual({
				limit: 1000,
				free: 400,
			});
		},
	);

	test("more taken than the limit allows is nothing free", async () => {
		expect(await memoryMibOf({ ...V2, "/sys/fs/cgroup/memory.current": line(1200) })).toMatchObject({
			free: 0,
		});
	});

	test("a machine with less free than the container may take is the tighter one", async () => {
		const busy = MEMINFO.replace(`${MACHINE_MIB.available * 1024} kB`, `${200 * 1024} kB`);
		expect(await memoryMibOf({ ...V2, "/proc/meminfo": busy })).toEqual({ limit: 1000, free: 200 });
	});

	test("without its table of use nothing counts as droppable", async () => {
		expect(await memoryMibOf({ ...V2, "/sys/fs/cgroup/memory.stat": "" })).toEqual({
			limit: 1000,
			free: 300,
		});
	});
});

describe("control groups, version 1", () => {
	test("the container's limit, with the cache of all groups beneath counted as free", async () => {
		expect(await memoryMibOf(V1)).toEqual({ limit: 512, free: 262 });
	});

	test("no limit leaves what the machine has", async () => {
		expect(await memoryMibOf({ ...V1, "/sys/fs/cgroup/memory/memory.limit_in_bytes": NO_LIMIT_V1 })).toEqual({
			limit: MACHINE_MIB.total,
			free: MACHINE_MIB.available,
		});
	});

	test("a group of the process's own is found by its path, also where controllers share a mount", async () => {
		const files = {
			...V1,
			"/proc/self/cgroup": "4:cpu,memory:/jobs/one\n",
			"/sys/fs/cgroup/memory/jobs/one/memory.limit_in_bytes": line(256),
			"/sys/fs/cgroup/memory/jobs/one/memory.usage_in_bytes": line(56),
			"/sys/fs/cgroup/memory/jobs/one/memory.stat": statV1(0),
		};
		expect(await memoryMibOf(files)).toEqual({ limit: 256, free: 200 });
	});
});

describe("without control groups", () => {
	test("what the kernel reckons can be taken, not only what lies idle", async () => {
		expect(await memoryMibOf({ "/proc/meminfo": MEMINFO })).toEqual({
			limit: MACHINE_MIB.total,
			free: MACHINE_MIB.available,
		});
	});

	test.each([{}, { "/proc/meminfo": "MemTotal: 1 kB\nMemFree: 1 kB\n" }])(
		"what the runtime knows where the kernel does not say",
		async (files) => {
			expect(await memoryMibOf(files)).toEqual({ limit: 4000, free: 3000 });
		},
	);
});

test("this very machine has some memory, and not more free than there is", async () => {
	const { limitBytes, freeBytes } = await readMemory();
	expect(freeBytes).toBeGreaterThan(MIB);
	expect(limitBytes).toBeGreaterThanOrEqual(freeBytes);
	expect(limitBytes).toBeLessThan(2 ** 50);
});

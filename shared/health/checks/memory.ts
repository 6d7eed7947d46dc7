import { defineCheck } from "../check.ts";
import { evaluateFree, floorGib, GIB_BYTES, PREFLIGHT_LIMIT_MS } from "../evaluate.ts";
import type { HostPorts } from "../ports.ts";

/** In a container that serves several requests; less leaves others no room. */
const MIN_GIB = 0.5;
/** The most that a render and its ffmpeg are to take, where there is less than 1 GiB in all. */
const MIN_GIB_OF_SMALL = 0.2;

export const memory = defineCheck({
	name: "memory",
	key: "memory:free",
	componentType: "system",
	limitMs: PREFLIGHT_LIMIT_MS,
	advice: "Look whether /proc and /sys/fs/cgroup can be read.",
	probe: async (machine: Pick<HostPorts, "memory" | "minFreeMemoryGib">) => ({
		...(await machine.memory()),
		minFreeGib: machine.minFreeMemoryGib,
	}),
	evaluate: ({ limitBytes, freeBytes, minFreeGib }) => {
		const minGib = minFreeGib ?? (limitBytes >= GIB_BYTES ? MIN_GIB : MIN_GIB_OF_SMALL);
		const advice = "Give the container more, run less beside it, or lower MIN_FREE_MEMORY_GIB.";
		return evaluateFree(freeBytes, minGib, `free of ${floorGib(limitBytes)} GiB`, advice);
	},
});

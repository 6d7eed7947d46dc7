import { defineCheck } from "../check.ts";
import { evaluateFree, PREFLIGHT_LIMIT_MS } from "../evaluate.ts";
import type { HostPorts } from "../ports.ts";

export const disk = defineCheck({
	name: "disk",
	key: "disk:free",
	componentType: "system",
	limitMs: PREFLIGHT_LIMIT_MS,
	advice: "Point TMPDIR to a directory that is there.",
	probe: async ({ freeDiskBytes, minFreeDiskGib }: Pick<HostPorts, "freeDiskBytes" | "minFreeDiskGib">) => ({
		freeBytes: await freeDiskBytes(),
		minGib: minFreeDiskGib,
	}),
	evaluate: ({ freeBytes, minGib }) => {
		const advice = "Remove files from the temporary directory or lower MIN_FREE_DISK_GIB.";
		return evaluateFree(freeBytes, minGib, "free for temporary files", advice);
	},
});

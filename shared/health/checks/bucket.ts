import { HOUR_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { GIB_BYTES, SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

type Measurement = {
	/** Null where the server does not tell it: before 1.9. */
	readonly usedBytes: number | null;
	/** What it may hold; 0: no limit. */
	readonly limitGib: number;
	/** The largest file that it takes, and the largest that a render may make. */
	readonly maxFileBytes: number;
	readonly renderFileBytes: number;
};

/** Whether the bucket has room, and takes videos. */
export const bucket = defineCheck({
	name: "bucket",
	key: "storage:utilization",
	componentType: "datastore",
	limitMs: SHORT_MS,
	advice: "Look whether the bucket is there, and buckets.read is among the scopes.",
	alert: { forMs: 0, keepFiringForMs: HOUR_MS },
	probe: async ({
		bucket: { describe },
		settings: { storageLimitGib: limitGib, renderFileBytes },
	}: Pick<HealthPorts, "bucket" | "settings">): Promise<Measurement> => {
		return { ...(await describe()), limitGib, renderFileBytes };
	},
	evaluate: ({ usedBytes, limitGib, maxFileBytes, renderFileBytes }) => {
		const used = { observedValue: usedBytes, observedUnit: "bytes" };
		if (maxFileBytes < renderFileBytes) {
			const output = `The bucket takes files of at most ${maxFileBytes} bytes, and videos may have ${renderFileBytes}. Run npm run provision.`;
			return { status: "warn", ...used, output };
		}
		if (usedBytes === null) {
			return { status: "pass", ...used, output: "This server does not tell how much a bucket holds." };
		}
		if (limitGib === 0) return { status: "pass", ...used, output: "STORAGE_LIMIT_GIB sets no limit." };
		const usedGib = usedBytes / GIB_BYTES;
		const share = usedGib / limitGib;
		const output = `The bucket holds ${usedGib.toFixed(2)} of ${limitGib.toFixed(2)} GiB. RETENTION_DAYS deletes old videos.`;
		return { status: share >= 0.95 ? "fail" : share >= 0.8 ? "warn" : "pass", ...used, output };
	},
});

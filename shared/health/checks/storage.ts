import { ChatreelError } from "../../core/errors.ts";
import { MINUTE_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { evaluateDuration, LONG_MS } from "../evaluate.ts";
import type { HealthBucket, HealthPorts } from "../ports.ts";
import { PROBE_AGE_MS } from "../stored-reports.ts";

type Measurement = {
	/** How long write, read and delete took together. */
	readonly tookMs: number;
	/** Whether the probe of this run could be removed again. */
	readonly isRemoved: boolean;
	/** Probes of earlier runs that are still there. */
	readonly leftOver: number;
};

/** Creates, reads and deletes a file, and removes the files that earlier probes have left. */
export const storage = defineCheck({
	name: "storage",
	key: "storage:responseTime",
	componentType: "datastore",
	limitMs: LONG_MS,
	advice: "Look whether Appwrite's storage works, and files.read and files.write are among the scopes.",
	alert: { forMs: 0, keepFiringForMs: 15 * MINUTE_MS },
	probe: async ({ bucket, nowMs }: Pick<HealthPorts, "bucket" | "nowMs">): Promise<Measurement> => {
		const leftOver = await removeLeftOver(bucket, nowMs());
		const fileId = `probe-${crypto.randomUUID().slice(0, 18)}`;
		const text = `${FILE_NAME} ${fileId}`;
		const begunMs = performance.now();
		await bucket.write(fileId, `${FILE_NAME}.png`, text);
		let isRemoved = false;
		let read: string;
		try {
			read = await bucket.read(fileId);
		} finally {
			isRemoved = await tryRemove(bucket, fileId);
		}
		if (read === text) return { tookMs: performance.now() - begunMs, isRemoved, leftOver };
		throw new ChatreelError("DEPENDENCY_ERROR", "A file that was just written reads differently");
	},
	evaluate: ({ tookMs, isRemoved, leftOver }) => {
		if (isRemoved && leftOver === 0) return evaluateDuration(tookMs, "A file was written, read and deleted");
		const count = leftOver + (isRemoved ? 0 : 1);
		const output = `${count} probe files cannot be deleted from the bucket. Look whether files.write is among the scopes.`;
		return { status: "fail", observedValue: count, observedUnit: "files", output };
	},
});

const FILE_NAME = "chatreel-health-probe";
/** So many left-over probes are removed at a time. */
const LEFT_OVER = 10;

/** How many of them are still there. */
async function removeLeftOver(bucket: HealthBucket, nowMs: number): Promise<number> {
	const files = await bucket.list(FILE_NAME, LEFT_OVER);
	const old = files.filter(({ createdMs }) => createdMs < nowMs - PROBE_AGE_MS);
	const removed = await Promise.all(old.map(({ id }) => tryRemove(bucket, id)));
	return removed.filter((isRemoved) => !isRemoved).length;
}

function tryRemove(bucket: HealthBucket, fileId: string): Promise<boolean> {
	return bucket.remove(fileId).then(
		() => true,
		() => false,
	);
}

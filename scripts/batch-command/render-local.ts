import { join, resolve } from "node:path";
import { boundedWorkers, renderBatchToFiles } from "../../shared/app/batch-to-files.ts";
import type { JsonObject } from "../../shared/core/json.ts";
import type { Env } from "../../shared/platform/node/env.ts";
import { type BatchSummary, type ItemDetail, summarize } from "../../shared/service/batch/batch-summary.ts";
import { toEndStatus } from "../../shared/service/jobs/states.ts";
import { encodeRequest } from "../../shared/service/quote/request.ts";
import type { RowStore } from "../../shared/service/row-store.ts";
import type { BatchArguments } from "./batch-arguments.ts";
import type { Board } from "./board.ts";
import { findLocalVideo, type Manifest, saveManifest } from "./manifest.ts";
import type { BatchItem } from "./read-items.ts";
import { openRenderPool } from "./render-pool.ts";

export type LocalOptions = {
	readonly env: Env;
	readonly store: RowStore;
	readonly board: Board;
	readonly manifest: Manifest;
	readonly signal: AbortSignal;
	/** Called with problems that stop no video. */
	readonly warn: (message: string) => void;
};

/** Renders on this machine what is valid and not yet made. */
export async function renderLocal(
	items: readonly BatchItem[],
	{ outDir, workers, timeoutSeconds, data }: BatchArguments,
	{ env, store, board, manifest, signal, warn }: LocalOptions,
): Promise<BatchSummary> {
	const details: ItemDetail[] = [];
	const todo: { readonly index: number; readonly hash: string; readonly item: BatchItem }[] = [];
	for (const [index, item] of items.entries()) {
		const { conversation, name, output } = item;
		if (conversation === null) {
			details.push(refusedDetail(index, item));
			board.set(index, "refused", item.faults[0]);
			continue;
		}
		const { hash } = await encodeRequest({ conversation, options: {} });
		const before = findLocalVideo(manifest, outDir, { name, hash, output });
		if (before === null) todo.push({ index, hash, item });
		else {
			details.push({
				index,
				jobId: String(before.result["jobId"]),
				status: "completed",
				result: before.result,
			});
			board.set(index, "completed", "already made");
		}
	}
	const at = (n: number) => todo[n] as (typeof todo)[number];
	const timeoutMs = (timeoutSeconds ?? env.RENDER_TIMEOUT_SECONDS) * 1000;
	let hasStarted = false;
	const pool = openRenderPool(resolve(data), timeoutMs);
	const run = await renderBatchToFiles(
		todo.flatMap(({ item: { conversation, output, picturesDir } }) =>
			conversation === null ? [] : [{ conversation, outputPath: join(outDir, output), picturesDir }],
		),
		env,
		{
			store,
			signal,
			workers: await boundedWorkers(workers),
			timeoutMs,
			render: pool.render,
			onFrames: (n, { stage, framesDone, framesTotal }) => {
				const share = framesTotal === 0 ? "" : ` ${Math.floor((framesDone * 100) / framesTotal)} %`;
				if (!signal.aborted) board.set(at(n).index, "running", `${stage}${share}`);
			},
			// Only now: a call that starts nothing leaves the manifest of the batch before.
			onProgress: (_, status) => {
				if (hasStarted || status !== "running") return;
				hasStarted = true;
				saveManifest(outDir, manifest);
			},
			onSuccess: (n, result) => {
				const { hash, item, index } = at(n);
				board.set(index, "completed", `${result.cpuSeconds.toFixed(2)} CPU s`);
				manifest.done[item.name] = { hash, output: item.output, result: result as unknown as JsonObject };
				saveManifest(outDir, manifest);
			},
			onFailure: (n, error) => board.set(at(n).index, toEndStatus(error), error.message),
		},
	).finally(pool.close);
	for (const { message } of run.warnings) warn(message);
	const rendered = run.details.map((detail) => ({ ...detail, index: at(detail.index).index }));
	return summarize([...details, ...rendered].toSorted((a, b) => a.index - b.index));
}

/** The table shows so many faults of a job; `--json` has all. */
const FAULTS_SHOWN = 3;

export function refusedDetail(index: number, { faults }: BatchItem): ItemDetail {
	const more = faults.length > FAULTS_SHOWN ? [`and ${faults.length - FAULTS_SHOWN} more`] : [];
	const message = [...faults.slice(0, FAULTS_SHOWN), ...more].join("; ");
	const error = { code: "ERR_001", message, details: { faults: [...faults] } };
	return { index, jobId: null, status: "refused", error };
}

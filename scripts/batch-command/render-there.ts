import type { BatchSummary, ItemDetail } from "../../shared/batch/summary.ts";
import { countsOf } from "../../shared/batch/summary.ts";
import { ChatreelError } from "../../shared/core/errors.ts";
import type { JsonObject } from "../../shared/core/json.ts";
import { type Sleep, sleep } from "../../shared/core/sleep.ts";
import type { Board } from "./board.ts";
import type { BatchItem } from "./items.ts";
import { refused } from "./render-here.ts";
import { reasonOf } from "./summary.ts";

/** The function on the server, as the service. */
export type CallFunction = (call: {
	readonly method: "GET" | "POST";
	readonly path: string;
	readonly body?: string;
}) => Promise<{ readonly status: number; readonly body: JsonObject }>;

const POLL_MS = 2000;

/**
 * Sends what is not refused here as one batch, and follows it to its end; the same batch id with the same content is the same
 * batch. Aborting stops the following, and leaves the batch to the server.
 */
export async function renderThere(
	items: readonly BatchItem[],
	batchId: string,
	{
		call,
		board,
		signal,
		wait = sleep,
	}: {
		readonly call: CallFunction;
		readonly board: Board;
		readonly signal: AbortSignal;
		readonly wait?: Sleep;
	},
): Promise<BatchSummary> {
	const bad = items.flatMap((item, index) => (item.conversation === null ? [refused(index, item)] : []));
	for (const detail of bad) board.set(detail.index, "refused", reasonOf(detail));
	const good = items.flatMap(({ conversation }, index) =>
		conversation === null ? [] : [{ index, conversation }],
	);
	if (good.length === 0) return countsOf(bad);
	const body = JSON.stringify({ batchId, conversations: good.map(({ conversation }) => conversation) });
	let state: JsonObject = { unfinished: true };
	while ("unfinished" in state) {
		signal.throwIfAborted();
		state = expectOk(await call({ method: "POST", path: "/batch", body }));
	}
	for (;;) {
		const details = (state["details"] as unknown as readonly ItemDetail[]).map((detail) => ({
			...detail,
			index: good[detail.index]?.index ?? 0,
		}));
		for (const detail of details) board.set(detail.index, detail.status, reasonOf(detail));
		const summary = countsOf([...bad, ...details].toSorted((a, b) => a.index - b.index));
		if (summary.queued + summary.running === 0 || signal.aborted) return summary;
		await wait(POLL_MS, signal).catch(() => {});
		if (!signal.aborted) state = expectOk(await call({ method: "GET", path: `/batches/${batchId}` }));
	}
}

function expectOk({ status, body }: { readonly status: number; readonly body: JsonObject }): JsonObject {
	if (status < 300) return body;
	const kind = status === 409 ? "CONFLICT" : status < 500 ? "INVALID_INPUT" : "DEPENDENCY_ERROR";
	throw new ChatreelError(kind, String(body["message"] ?? `The server answered ${status}.`));
}

import type { JsonObject } from "../../core/json.ts";
import type { Operation, RowStore } from "../row-store.ts";
import { DELIVERIES, deliveryIdOf, deliveryOf, deliveryView, newDelivery } from "../webhooks/delivery.ts";
import { RESULT_COLUMNS, stateOf } from "./answers.ts";
import { type Job, jobOf, numberOf, RENDERS, textOf } from "./job.ts";
import type { EndStatus } from "./states.ts";

const COLUMNS = [...RESULT_COLUMNS, "webhook", "batchId", "batchIndex"];

/**
 * What tells a job's webhook of its end: a row that is made in the transaction of the end, so that neither is there without the
 * other. Nothing where the job has no webhook.
 */
export async function endAnnouncement(
	store: Pick<RowStore, "find">,
	jobId: string,
	{ status, columns }: { readonly status: EndStatus; readonly columns: JsonObject },
	nowMs: number,
): Promise<readonly Operation[]> {
	const row = await store.find(RENDERS, jobId, COLUMNS);
	const target = row === null ? null : textOf(row, "webhook");
	if (row === null || target === null) return [];
	const job = jobOf({ ...row, ...columns, status, stage: status });
	const { result = null, error = null } = stateOf(job);
	const essential = {
		...{ jobId, status },
		batchId: textOf(row, "batchId"),
		batchIndex: numberOf(row, "batchIndex"),
	};
	const told = { target, event: `job.${status}`, payload: { ...essential, result, error } };
	const data = newDelivery(told, essential, nowMs);
	const rowId = await deliveryIdOf("job", jobId);
	return [{ action: "create", table: DELIVERIES, rowId, data }];
}

/** The deliveries of a job, for its owner. None before it has ended. */
export async function webhooksOf(
	store: Pick<RowStore, "find">,
	{ jobId, row }: Job,
): Promise<readonly JsonObject[]> {
	if (textOf(row, "webhook") === null) return [];
	const delivery = await store.find(DELIVERIES, await deliveryIdOf("job", jobId));
	return delivery === null ? [] : [deliveryView(deliveryOf(delivery))];
}

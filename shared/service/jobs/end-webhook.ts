import type { JsonObject } from "../../core/json.ts";
import { storedError } from "../../core/stored-error.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes, Field } from "../tables.ts";
import { deliveryIdOf, deliveryView, newDelivery } from "../webhooks/delivery.ts";
import { RESULT_FIELDS, resultOf } from "./answers.ts";
import type { Job } from "./job.ts";
import type { EndStatus } from "./states.ts";

const FIELDS = [...RESULT_FIELDS, "webhook", "batchId", "batchIndex"] satisfies readonly Field<"jobs">[];

/**
 * What tells a job's webhook of its end: a row that is made in the transaction of the end, so that neither is there without the
 * other. Nothing where the job has no webhook.
 */
export async function endAnnouncement(
	store: Pick<RowStore, "find">,
	jobId: string,
	{ status, changes }: { readonly status: EndStatus; readonly changes: Changes<"jobs"> },
	nowMs: number,
): Promise<readonly Operation[]> {
	const row = await store.find("jobs", jobId, FIELDS);
	if (row === null || row.webhook === null) return [];
	const { webhook: target, batchId, batchIndex } = row;
	const job = { ...row, ...changes, status };
	const essential = { jobId, status, batchId, batchIndex };
	const result = status === "completed" ? resultOf(job) : null;
	const error = job.error === null ? null : storedError(job.error);
	const told = { target, event: `job.${status}`, payload: { ...essential, result, error } };
	const values = newDelivery(told, essential, nowMs);
	return [{ action: "create", table: "deliveries", id: await deliveryIdOf("job", jobId), values }];
}

/** The deliveries of a job, for its owner. None before it has ended. */
export async function webhooksOf(
	store: Pick<RowStore, "find">,
	{ id, webhook }: Pick<Job, "id" | "webhook">,
): Promise<readonly JsonObject[]> {
	if (webhook === null) return [];
	const delivery = await store.find("deliveries", await deliveryIdOf("job", id));
	return delivery === null ? [] : [deliveryView(delivery)];
}

import { toStoredError } from "../../core/error-body.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Operation, RowStore } from "../row-store.ts";
import type { Changes, Field } from "../tables.ts";
import { createDelivery, toDeliveryBody, toDeliveryId } from "../webhooks/delivery.ts";
import type { Job } from "./job.ts";
import { RESULT_FIELDS, toResult } from "./job-answer.ts";
import type { EndStatus } from "./states.ts";

const FIELDS = [...RESULT_FIELDS, "webhook", "batchId", "batchIndex"] satisfies readonly Field<"jobs">[];

/** Creates the webhook delivery in the transaction of the end, so that neither exists without the other. Empty without a webhook. */
export async function createEndDelivery(
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
	const result = status === "completed" ? toResult(job) : null;
	const error = job.error === null ? null : toStoredError(job.error);
	const message = { target, event: `job.${status}`, payload: { ...essential, result, error } };
	const values = createDelivery(message, essential, nowMs);
	return [{ action: "create", table: "deliveries", id: await toDeliveryId("job", jobId), values }];
}

/** The deliveries of a job, for its owner. Empty until it has ended. */
export async function listJobDeliveries(
	store: Pick<RowStore, "find">,
	{ id, webhook }: Pick<Job, "id" | "webhook">,
): Promise<readonly JsonObject[]> {
	if (webhook === null) return [];
	const delivery = await store.find("deliveries", await toDeliveryId("job", id));
	return delivery === null ? [] : [toDeliveryBody(delivery)];
}

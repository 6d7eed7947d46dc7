import { TablesDB } from "node-appwrite";
import { restoreError } from "../../shared/core/error-body.ts";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { endJob } from "../../shared/service/jobs/end-job.ts";
import type { EndStatus } from "../../shared/service/jobs/states.ts";
import { reserve } from "../../shared/service/quota/ledger.ts";
import { toMonth } from "../../shared/service/quota/months.ts";
import { recordSpent } from "../../shared/service/quota/record.ts";
import { TABLES } from "../../shared/service/tables.ts";
import type { BundleServer } from "./bundle-server.ts";

const limits = { monthMs: 1e12, userMs: 1e12 };
const MINUTE = 60_000;

/** A job of a user at a moment, as the ledger and the table of renders have it once it has ended (or runs yet). */
export async function addJob(
	server: BundleServer,
	job: {
		readonly jobId: string;
		readonly userId: string | null;
		readonly atMs: number;
		readonly minutes: number;
		readonly status?: string;
		readonly error?: { readonly code: string; readonly message: string };
	},
): Promise<void> {
	const { jobId, userId, atMs, minutes, status = "completed", error } = job;
	server.shiftClock(atMs - Date.now());
	const store = createAppwriteRowStore(createClient(server), TABLES);
	const [ms, far] = [Math.round(minutes * MINUTE), atMs + 3_600_000];
	const reservation = {
		attemptId: `${jobId}.1`,
		month: toMonth(atMs),
		userId,
		reservedMs: Math.round(ms * 1.4),
	};
	const times = { leaseUntilMs: far, expiresAtMs: far, heartbeatAtMs: far };
	await reserve(store, { ...reservation, ...times, executionId: jobId, limits, costUnits: {} });
	const isRunning = status === "rendering";
	await new TablesDB(server.admin).createRow({
		...{ databaseId: "chatreel", tableId: "renders", rowId: jobId },
		data: {
			...{ status: "rendering", userId, attempt: 1, quotedMs: Math.round(ms * 1.1) },
			...{ request: "{}", requestHash: "" },
		},
	});
	if (isRunning) return;
	const found = await store.find("jobs", jobId);
	if (found === null) throw new Error("It was just made");
	await endJob(store, found, {
		...{ status: status as EndStatus, executionId: jobId, month: toMonth(atMs) },
		changes: { cpuMs: ms, error: error === undefined ? null : restoreError(error) },
		attempt: { reservation, chargedMs: ms },
	});
}

/** CPU spent elsewhere, at a moment. */
export async function addRecord(server: BundleServer, jobId: string, minutes: number, atMs: number) {
	server.shiftClock(atMs - Date.now());
	const store = createAppwriteRowStore(createClient(server), TABLES);
	await recordSpent(store, { jobId, ms: minutes * MINUTE, month: toMonth(atMs) });
}

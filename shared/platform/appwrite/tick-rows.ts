import { type Client, Query, TablesDB } from "node-appwrite";
import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { AlertRows } from "../../health/alert-keeper.ts";
import type { Repaired } from "../../health/repairs.ts";
import { LEASE_NAME, type LeaseRows } from "../../health/tick-lease.ts";
import { callOnce } from "./call.ts";
import { PROBE_AGE_MS, PROBE_STATUS } from "./health-probes.ts";

const DATABASE_ID = "chatreel";
const LEASES = "leases";
const ALERTS = "alerts";
const REPORTS = "health_reports";

/** More than there are alerts and channels. */
const ALERT_ROWS = 200;
/** Reports that are kept: a day of one each five minutes. */
const KEPT_REPORTS = 288;
/** So many old rows are removed in a tick, which makes one. */
const TRIMMED = 10;
/** So many leases are kept, for whoever wants to see who worked when. */
const KEPT_LEASES = 10;
/** What the column holds. */
const REPORT_CHARACTERS = 200_000;

/** The rows that a tick itself keeps. Nothing is tried twice: the next tick is. */
export function createTickRows(client: Client) {
	const tables = new TablesDB(client);
	const at = (tableId: string) => ({ databaseId: DATABASE_ID, tableId });
	const list = async (tableId: string, queries: string[]) =>
		(await callOnce(() => tables.listRows({ ...at(tableId), queries, total: false }))).rows;
	const remove = async (tableId: string, rowId: string) => {
		try {
			await callOnce(() => tables.deleteRow({ ...at(tableId), rowId }));
		} catch (thrown) {
			if (toChatreelError(thrown).kind !== "NOT_FOUND") throw thrown;
		}
	};

	const leases: LeaseRows = {
		newest: async () => {
			const mine = [Query.startsWith("$id", `${LEASE_NAME}.`), Query.orderDesc("$createdAt"), Query.limit(1)];
			return (await list(LEASES, mine))[0] ?? null;
		},
		create: async (rowId, data) => {
			try {
				await callOnce(() => tables.createRow({ ...at(LEASES), rowId, data }));
				return true;
			} catch (error) {
				if (error instanceof ChatreelError && error.kind === "CONFLICT") return false;
				throw error;
			}
		},
		update: async (rowId, data) => {
			await callOnce(() => tables.updateRow({ ...at(LEASES), rowId, data }));
		},
	};

	const alerts: AlertRows = {
		list: () => list(ALERTS, [Query.limit(ALERT_ROWS)]),
		put: async (rowId, data) => {
			await callOnce(() => tables.upsertRow({ ...at(ALERTS), rowId, data }));
		},
	};

	return {
		leases,
		alerts,

		storeReport: async (status: string, report: JsonObject): Promise<void> => {
			const text = JSON.stringify(report);
			const data = { status, report: text.length <= REPORT_CHARACTERS ? text : null };
			await callOnce(() => tables.createRow({ ...at(REPORTS), rowId: "unique()", data }));
		},

		/** Removes reports and leases beyond those that are kept, and what probes of the database have left behind. */
		trim: async (nowMs: number): Promise<Repaired> => {
			const beyond = (kept: number) => [
				Query.orderDesc("$createdAt"),
				Query.offset(kept),
				Query.limit(TRIMMED),
				Query.select(["$id"]),
			];
			const reports = await list(REPORTS, beyond(KEPT_REPORTS));
			const mine = Query.startsWith("$id", `${LEASE_NAME}.`);
			const old = await list(LEASES, [mine, ...beyond(KEPT_LEASES)]);
			const probes = await list(REPORTS, [
				Query.equal("status", [PROBE_STATUS]),
				Query.lessThan("$createdAt", new Date(nowMs - PROBE_AGE_MS).toISOString()),
				Query.limit(TRIMMED),
				Query.select(["$id"]),
			]);
			for (const { $id } of [...reports, ...probes]) await remove(REPORTS, $id);
			for (const { $id } of old) await remove(LEASES, $id);
			const lists = [reports, old, probes];
			const done = lists.reduce((sum, { length }) => sum + length, 0);
			return { done, isMore: lists.some(({ length }) => length === TRIMMED) };
		},
	};
}

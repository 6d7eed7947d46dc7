import { type Client, Query, TablesDB } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { AlertRows } from "../../health/alert-store.ts";
import type { Repaired } from "../../health/repairs.ts";
import { callOnce } from "./call.ts";
import { PROBE_AGE_MS, PROBE_STATUS } from "./health-probes.ts";
import { DATABASE_ID } from "./row-store.ts";

const ALERTS = "alerts";
const REPORTS = "health_reports";

/** More than there are alerts and channels. */
const ALERT_ROWS = 200;
/** Reports that are kept: a day of one each five minutes. */
const KEPT_REPORTS = 288;
/** So many old rows are removed in a tick, which makes one. */
const TRIMMED = 10;
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
			if (!isKind(thrown, "NOT_FOUND")) throw thrown;
		}
	};

	const alerts: AlertRows = {
		list: () => list(ALERTS, [Query.limit(ALERT_ROWS)]),
		put: async (rowId, data) => {
			await callOnce(() => tables.upsertRow({ ...at(ALERTS), rowId, data }));
		},
	};

	return {
		alerts,

		storeReport: async (status: string, report: JsonObject): Promise<void> => {
			const text = JSON.stringify(report);
			const data = { status, report: text.length <= REPORT_CHARACTERS ? text : null };
			await callOnce(() => tables.createRow({ ...at(REPORTS), rowId: "unique()", data }));
		},

		/** Removes reports beyond those that are kept, and what probes of the database have left behind. */
		trim: async (nowMs: number): Promise<Repaired> => {
			const few = [Query.limit(TRIMMED), Query.select(["$id"])];
			const newestFirst = [Query.orderDesc("$createdAt"), Query.offset(KEPT_REPORTS)];
			const old = await list(REPORTS, [...newestFirst, ...few]);
			const probes = await list(REPORTS, [
				Query.equal("status", [PROBE_STATUS]),
				Query.lessThan("$createdAt", new Date(nowMs - PROBE_AGE_MS).toISOString()),
				...few,
			]);
			for (const { $id } of [...old, ...probes]) await remove(REPORTS, $id);
			const done = old.length + probes.length;
			return { done, isMore: [old, probes].some(({ length }) => length === TRIMMED) };
		},
	};
}

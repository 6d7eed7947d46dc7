import type { RowStore } from "../service/row-store.ts";
import type { Changes, Row } from "../service/tables.ts";
import { type AlertRecord, INACTIVE, PHASES } from "./alert.ts";

export type AlertStore = ReturnType<typeof createAlertStore>;

/**
 * Keeps alerts in the table, so that a restart repeats nothing, and beside it in this process: so a database that is down, the
 * alert that matters most, is notified once and not at every cycle. The row of an alert is `<name>`, that of the last notification of
 * it `<name>.<channel>`.
 */
export function createAlertStore() {
	let records = new Map<string, AlertRecord>();
	const unwritten = new Map<string, AlertRecord>();
	/** Null until the next cycle where it did not answer: a call that hangs takes seconds, and a cycle has dozens of rows. */
	let table: Pick<RowStore, "put"> | null = null;
	const get = (rowId: string) => records.get(rowId) ?? INACTIVE;
	return {
		/** Begins a cycle with what the table holds; where it does not answer, with what was known last. Never rejects. */
		load: async (store: Pick<RowStore, "list" | "put">) => {
			// More rows than there are alerts and channels.
			const rows = await store.list("alerts", { limit: 200 }).catch(() => null);
			table = rows === null ? null : store;
			const stored = rows?.map((row) => [row.id, decode(row)] as const) ?? records;
			records = new Map([...stored, ...unwritten]);
		},
		get,
		set: (rowId: string, record: AlertRecord) => {
			if (JSON.stringify(get(rowId)) === JSON.stringify(record)) return;
			records.set(rowId, record);
			unwritten.set(rowId, record);
		},
		listFiring: () => [...records.keys()].filter((rowId) => get(rowId).phase === "firing"),
		/** What cannot be written now is written in a later cycle. Never rejects. */
		write: async () => {
			for (const [rowId, record] of [...unwritten]) {
				if (table === null) return;
				unwritten.delete(rowId);
				await table.put("alerts", rowId, encode(record)).catch(() => {
					// The check of the database says why. Behind the others, so that one row holds up no other for ever.
					table = null;
					unwritten.set(rowId, record);
				});
			}
		},
	};
}

/** The field `state` is "firing warn", "notified fail", "inactive". */
function encode({ phase, severity, ...times }: AlertRecord): Changes<"alerts"> {
	return { state: severity === null ? phase : `${phase} ${severity}`, ...times };
}

/** A state that another release has written is inactive. */
function decode({ state, sinceMs, clearedMs, lastNotifiedMs }: Row<"alerts">): AlertRecord {
	const [word, severity] = state.split(" ");
	const phase = PHASES.find((each) => each === word) ?? "inactive";
	const times = { sinceMs, clearedMs, lastNotifiedMs };
	return { phase, severity: severity === "warn" || severity === "fail" ? severity : null, ...times };
}

import type { RowStore } from "../service/row-store.ts";
import type { Row } from "../service/tables.ts";
import { type AlertMemory, type AlertRow, memoryOf } from "./alert-record.ts";

/** The table `alerts`. */
export type AlertRows = {
	readonly list: () => Promise<readonly Row<"alerts">[]>;
	/** Makes the row or changes it. */
	readonly put: (rowId: string, row: AlertRow) => Promise<void>;
};

/** More than there are alerts and channels. */
const ALERT_ROWS = 200;

export function alertRows(store: Pick<RowStore, "list" | "put">): AlertRows {
	return {
		list: () => store.list("alerts", { limit: ALERT_ROWS }),
		put: (rowId, row) => store.put("alerts", rowId, row),
	};
}

export type AlertKeeper = ReturnType<typeof createAlertKeeper>;

/**
 * Keeps the memory of alerts in the table, and beside it in this process: so that a database that is down, which is the trouble
 * most worth telling, is told of once and not at every tick. What could not be written is written when it is back.
 */
export function createAlertKeeper() {
	let known: AlertMemory = new Map();
	const unwritten = new Map<string, AlertRow>();
	// A call that hangs takes seconds, and a tick has dozens of rows: after the first that fails, none is tried until the next tick.
	let isAway = false;

	const write = async (rows: AlertRows, rowId: string, row: AlertRow) => {
		// Anew, and so behind the others: one row that cannot be written holds up no other for ever.
		unwritten.delete(rowId);
		unwritten.set(rowId, row);
		if (isAway) return;
		try {
			await rows.put(rowId, row);
			if (unwritten.get(rowId) === row) unwritten.delete(rowId);
		} catch {
			// It stays unwritten, and the check of the database says why.
			isAway = true;
		}
	};

	return {
		/** What is known, by the table where it answers. Never rejects. */
		load: async (rows: AlertRows): Promise<AlertMemory> => {
			try {
				const stored = memoryOf(await rows.list());
				isAway = false;
				const late = [...unwritten];
				for (const [rowId, row] of late) await write(rows, rowId, row);
				known = new Map([...stored, ...late]);
			} catch {
				// What was known last has to do.
				isAway = true;
			}
			return known;
		},
		/** Never rejects. */
		keep: async (rows: AlertRows, rowId: string, row: AlertRow): Promise<void> => {
			known = new Map([...known, [rowId, row]]);
			await write(rows, rowId, row);
		},
	};
}

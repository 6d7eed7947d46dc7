import type { RowStore } from "../service/row-store.ts";
import type { Changes, Row } from "../service/tables.ts";
import { type AlertRecord, INACTIVE } from "./alert.ts";

/**
 * The rows of the table `alerts`: an alert `<name>`; the last notification of it `<name>.<channel>`; the channel itself
 * `to.<channel>`. Kept there, so that a restart repeats nothing.
 */
export type AlertMemory = ReadonlyMap<string, AlertRecord>;

export type AlertStore = ReturnType<typeof createAlertStore>;

type Store = Pick<RowStore, "list" | "put">;

/** More than there are alerts and channels. */
const ROWS = 200;

/**
 * Keeps alerts in the table, and beside it in this process: so a database that is down, the alert that matters most, is
 * notified once and not at every cycle. What could not be written is written when the database is back.
 */
export function createAlertStore() {
	let known: AlertMemory = new Map();
	const unwritten = new Map<string, AlertRecord>();
	// A call that hangs takes seconds, and a cycle has dozens of rows: after one that fails, none is tried until the next cycle.
	let isAway = false;

	const write = async (store: Store) => {
		for (const [rowId, record] of isAway ? [] : [...unwritten]) {
			// Behind the others where it fails: one row that cannot be written holds up no other for ever.
			unwritten.delete(rowId);
			unwritten.set(rowId, record);
			// The check of the database says why it cannot be written.
			isAway = await store.put("alerts", rowId, encode(record)).then(
				() => false,
				() => true,
			);
			if (isAway) return;
			unwritten.delete(rowId);
		}
	};

	return {
		/** What the table holds; where it does not answer, what was known last. Never rejects. */
		load: async (store: Store): Promise<AlertMemory> => {
			const stored = await readAlerts(store).catch(() => null);
			isAway = stored === null;
			known = new Map([...(stored ?? known), ...unwritten]);
			await write(store);
			return known;
		},
		/** Never rejects. */
		keep: async (store: Store, rowId: string, record: AlertRecord): Promise<void> => {
			known = new Map([...known, [rowId, record]]);
			unwritten.set(rowId, record);
			await write(store);
		},
	};
}

export async function readAlerts(store: Store): Promise<AlertMemory> {
	const rows = await store.list("alerts", { limit: ROWS });
	return new Map(rows.map((row) => [row.id, decode(row)]));
}

/** Since when nothing reaches a channel; null where the last message did, or none was ever sent. */
export function failingSince(memory: AlertMemory, channel: string): number | null {
	const { phase, sinceMs } = memory.get(channelRowId(channel)) ?? INACTIVE;
	return phase === "failing" ? sinceMs : null;
}

export const channelRowId = (channel: string) => `to.${channel}`;
export const notifiedRowId = (alert: string, channel: string) => `${alert}.${channel}`;

const PHASES = ["pending", "firing", "notified", "works", "failing"] as const;
const SEVERITIES = ["warn", "fail"] as const;

/** The field `state` is "firing warn", "notified resolved", "inactive". */
function encode({ phase, severity, ...times }: AlertRecord): Changes<"alerts"> {
	const word = severity ?? (phase === "notified" ? "resolved" : null);
	return { state: word === null ? phase : `${phase} ${word}`, ...times };
}

function decode({ state, sinceMs, clearedMs, lastNotifiedMs }: Row<"alerts">): AlertRecord {
	const [phase, severity] = state.split(" ");
	return {
		phase: PHASES.find((each) => each === phase) ?? "inactive",
		severity: SEVERITIES.find((each) => each === severity) ?? null,
		sinceMs,
		clearedMs,
		lastNotifiedMs,
	};
}

import { reservationOf, settle } from "../quota/ledger.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";
import { HEARTBEAT_MS } from "./lease.ts";

/**
 * Charges an attempt whose worker was not heard of for longer than its lease. From then on the worker, should it wake, can
 * neither end the job nor queue it again: it only corrects the charge. So nobody begins a job anew before this is done.
 */
export async function settleLost(store: RowStore, row: Row<"attempts">): Promise<void> {
	await settle(store, reservationOf(row), lostChargeMs(row), "sweeper");
}

/** What it told last and one interval, or all that it held where it told nothing. */
export function lostChargeMs({ cpuMs, reservedMs }: Row<"attempts">): number {
	return cpuMs === null ? reservedMs : cpuMs + HEARTBEAT_MS;
}

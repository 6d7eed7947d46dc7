import { type Connection, createClient } from "../platform/appwrite/client.ts";
import { createRowStore } from "../platform/appwrite/row-store.ts";
import { MONTHS } from "../quota/tables.ts";

export type Usage = { readonly committedMs: number; readonly spentMs: number; readonly jobs: number };

/** A month's counters; zeros before its first job. */
export async function readUsage(connection: Connection, month: string): Promise<Usage> {
	const row = await createRowStore(createClient(connection)).find(MONTHS, month);
	const count = (column: string) => Number(row?.[column] ?? 0);
	return { committedMs: count("committedMs"), spentMs: count("spentMs"), jobs: count("jobsCount") };
}

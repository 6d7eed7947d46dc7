import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export type SeededRow = { readonly id: string; readonly createdMs: number; readonly data: object };

/** Writes rows into a local Appwrite's own file: thousands in a moment, heard of by nobody. */
export function seedRows(dataDir: string, table: string, rows: Iterable<SeededRow>): void {
	const database = new DatabaseSync(join(dataDir, "appwrite.sqlite"));
	const insert = database.prepare(
		"INSERT INTO rows (database_id, table_id, id, created_at, updated_at, permissions, data) VALUES ('chatreel', ?, ?, ?, ?, '[]', ?)",
	);
	database.exec("BEGIN");
	for (const { id, createdMs, data } of rows) {
		const at = new Date(createdMs).toISOString().replace("Z", "+00:00");
		insert.run(table, id, at, at, JSON.stringify(data));
	}
	database.exec("COMMIT");
	database.close();
}

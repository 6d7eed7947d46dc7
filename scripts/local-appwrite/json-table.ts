import type { Store } from "./store.ts";

type Thing = { readonly $id: string };

/** A table of things that are kept whole, as JSON, each under its `$id`. Lists are in the order in which they were made. */
export function createJsonTable<Kept extends Thing>(
	store: Store,
	table: "functions" | "deployments" | "rules" | "platforms",
) {
	const parse = ({ json }: { readonly [column: string]: unknown }): Kept => JSON.parse(String(json));
	return {
		list: (): readonly Kept[] => store.all(`SELECT json FROM ${table} ORDER BY rowid`).map(parse),

		/** Those of a function, by `resourceId`. */
		listOf: (resourceId: string): readonly Kept[] =>
			store
				.all(
					`SELECT json FROM ${table} WHERE json_extract(json, '$.resourceId') = ? ORDER BY rowid`,
					resourceId,
				)
				.map(parse),

		find: (id: string): Kept | null => {
			const row = store.one(`SELECT json FROM ${table} WHERE id = ?`, id);
			return row === undefined ? null : parse(row);
		},

		save: (kept: Kept): Kept => {
			const sql = `INSERT INTO ${table} (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json`;
			store.run(sql, kept.$id, JSON.stringify(kept));
			return kept;
		},

		remove: (id: string): void => {
			store.run(`DELETE FROM ${table} WHERE id = ?`, id);
		},
	};
}

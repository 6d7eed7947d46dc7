import { randomBytes } from "node:crypto";
import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import type { Store } from "../store.ts";

/** An API key that may do some things. The server's own, which may do anything, is not among them. */
export type Key = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly name: string;
	readonly scopes: readonly string[];
	/** A moment, or empty: never. */
	readonly expire: string;
	readonly secret: string;
};

export type Keys = ReturnType<typeof createKeys>;

export function createKeys(store: Store, now: () => number) {
	const list = (): readonly Key[] =>
		store.all("SELECT json FROM keys ORDER BY rowid").map(({ json }) => JSON.parse(String(json)));
	return {
		list,

		create: ($id: string, name: string, scopes: readonly string[], expire: string): Key => {
			const at = dateText(now());
			const secret = `standard_${randomBytes(64).toString("hex")}`;
			const key = { $id, $createdAt: at, $updatedAt: at, name, scopes, expire, secret };
			store.run("INSERT INTO keys (id, json) VALUES (?, ?)", key.$id, JSON.stringify(key));
			return key;
		},

		remove: (id: string): void => {
			const { changes } = store.run("DELETE FROM keys WHERE id = ?", id);
			if (changes === 0)
				throw new Fault(404, "key_not_found", "Key with the requested ID could not be found.");
		},

		/** Null where there is none of this secret. */
		find: (secret: string): { readonly scopes: readonly string[]; readonly isExpired: boolean } | null => {
			const key = list().find((each) => each.secret === secret);
			if (key === undefined) return null;
			const { scopes, expire } = key;
			return { scopes, isExpired: expire !== "" && Date.parse(expire) <= now() };
		},
	};
}

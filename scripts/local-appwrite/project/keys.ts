import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

/** An API key of some scopes. The server's own, which may do anything, is not among them. */
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

export const findKey = (store: Store, secret: string): Key | null =>
	listJson<Key>(store, "keys").find((each) => each.secret === secret) ?? null;

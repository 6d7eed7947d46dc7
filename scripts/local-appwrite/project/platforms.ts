import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

/** A web site whose pages may call. */
export type Platform = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly name: string;
	readonly type: "web";
	/** `*.` at its beginning stands for any name below it. */
	readonly hostname: string;
};

export const allPlatforms = (store: Store) => listJson<Platform>(store, "platforms");

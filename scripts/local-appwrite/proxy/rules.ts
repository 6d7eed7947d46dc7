import { createHash } from "node:crypto";
import { findJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

/** Each function may have a name of its own below it. Browsers and curl take every name below localhost to be this machine. */
export const FUNCTIONS_DOMAIN = "functions.localhost";

/** A domain that leads to a function. */
export type Rule = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly domain: string;
	/** The function. */
	readonly resourceId: string;
};

export const findRuleByDomain = (store: Store, domain: string) =>
	findJson<Rule>(store, "rules", "id = ?", hashDomain(domain));

export const hashDomain = (domain: string) => createHash("md5").update(domain.toLowerCase()).digest("hex");

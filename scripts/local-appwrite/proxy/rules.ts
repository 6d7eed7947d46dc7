import { createHash } from "node:crypto";
import { findFunction } from "../functions/functions.ts";
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

/** A domain below another than `FUNCTIONS_DOMAIN` would have to be verified by its DNS, which the local server does not do. */
export function presentRule(store: Store, { resourceId, ...rule }: Rule) {
	return {
		...rule,
		type: "deployment",
		trigger: "manual",
		redirectUrl: "",
		redirectStatusCode: 301,
		deploymentId: findFunction(store, resourceId)?.deploymentId ?? "",
		deploymentResourceType: "function",
		deploymentResourceId: resourceId,
		deploymentVcsProviderBranch: "",
		status: rule.domain.endsWith(`.${FUNCTIONS_DOMAIN}`) ? "verified" : "unverified",
		logs: "",
		renewAt: "",
	};
}

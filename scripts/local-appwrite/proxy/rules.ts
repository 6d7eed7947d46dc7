import { createHash } from "node:crypto";
import { dateText } from "../data/table.ts";
import { badArgument, Fault } from "../http/fault.ts";
import { createJsonTable } from "../json-table.ts";
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

export type Rules = ReturnType<typeof createRules>;

export function createRules(store: Store, now: () => number) {
	const table = createJsonTable<Rule>(store, "rules");
	return {
		list: table.list,
		listOf: table.listOf,
		remove: table.remove,

		get: (id: string): Rule => {
			const found = table.find(id);
			if (found !== null) return found;
			throw new Fault(
				404,
				"rule_not_found",
				"Rule with the requested ID could not be found. Please check if the ID provided is correct or if the rule actually exists.",
			);
		},

		ofDomain: (domain: string): Rule | null => table.find(idOf(domain)),

		create: (domain: string, functionId: string): Rule => {
			const $id = idOf(domain);
			if (table.find($id) !== null) {
				throw new Fault(
					409,
					"rule_already_exists",
					"Domain is already used. Please try again with a different domain.",
				);
			}
			const at = dateText(now());
			return table.save({ $id, $createdAt: at, $updatedAt: at, domain, resourceId: functionId });
		},
	};
}

const idOf = (domain: string) => createHash("md5").update(domain.toLowerCase()).digest("hex");

/** Throws where a domain is none, is the server's own, or is not exactly one label below `FUNCTIONS_DOMAIN`. */
export function requireAllowedDomain(domain: string): void {
	const isDomain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(domain);
	if (!isDomain || domain.length > 253) {
		throw badArgument("Invalid `domain` param: Value must be a valid domain");
	}
	const labels = domain.split(".");
	const isBelow = domain.endsWith(`.${FUNCTIONS_DOMAIN}`);
	const isTooDeep = isBelow && labels.length !== FUNCTIONS_DOMAIN.split(".").length + 1;
	if (isTooDeep || ["localhost", FUNCTIONS_DOMAIN].includes(domain)) {
		throw badArgument("This domain name is not allowed. Please use a different domain.");
	}
}

/** `deploymentId`: the active one of its function. A domain elsewhere would have to be verified by its DNS, which nobody does here. */
export function presentRule({ resourceId, ...rule }: Rule, deploymentId: string) {
	const isOwn = rule.domain.endsWith(`.${FUNCTIONS_DOMAIN}`);
	return {
		...rule,
		type: "deployment",
		trigger: "manual",
		redirectUrl: "",
		redirectStatusCode: 301,
		deploymentId,
		deploymentResourceType: "function",
		deploymentResourceId: resourceId,
		deploymentVcsProviderBranch: "",
		status: isOwn ? "verified" : "unverified",
		logs: "",
		renewAt: "",
	};
}

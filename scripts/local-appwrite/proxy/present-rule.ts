import { findFunction } from "../functions/functions.ts";
import type { Store } from "../store.ts";
import { FUNCTIONS_DOMAIN, type Rule } from "./rules.ts";

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

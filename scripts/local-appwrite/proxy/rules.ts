import { createHash } from "node:crypto";
import { findResource, type ResourceKind } from "../deployments/resources.ts";
import { findJson, listJson, removeJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";

/** Each function, and each site, may have a name of its own below it. Browsers and curl take every name below localhost to be this machine. */
export const DOMAINS = { function: "functions.localhost", site: "sites.localhost" } as const;

/** A domain that leads to a function or a site. */
export type Rule = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly domain: string;
	readonly kind: ResourceKind;
	readonly resourceId: string;
	/** The one deployment that it shows, to members of the project alone; empty: the active one, to everybody. */
	readonly previewOf: string;
};

export const findRuleByDomain = (store: Store, domain: string) =>
	findJson<Rule>(store, "rules", "id = ?", hashDomain(domain));

/** The deployment to which a rule leads; empty without one. */
export const deploymentIdOf = (store: Store, { kind, resourceId, previewOf }: Rule): string =>
	previewOf === "" ? (findResource(store, kind, resourceId)?.deploymentId ?? "") : previewOf;

export function saveRule(
	store: Store,
	given: Pick<Rule, "domain" | "kind" | "resourceId" | "previewOf">,
): Rule {
	const at = nowText(store);
	const $id = hashDomain(given.domain);
	return saveJson(store, "rules", { id: $id }, { $id, $createdAt: at, $updatedAt: at, ...given });
}

/** Removes the rules of a function or a site, or those that show a deployment. */
export function removeRules(
	store: Store,
	of: Pick<Rule, "kind" | "resourceId"> | { readonly deploymentId: string },
): void {
	for (const { $id, kind, resourceId, previewOf } of listJson<Rule>(store, "rules")) {
		const isIts =
			"deploymentId" in of ? previewOf === of.deploymentId : kind === of.kind && resourceId === of.resourceId;
		if (isIts) removeJson(store, "rules", "id = ?", $id);
	}
}

const hashDomain = (domain: string) => createHash("md5").update(domain.toLowerCase()).digest("hex");

/** A domain below another than `DOMAINS` would have to be verified by its DNS, which the local server does not do. */
export function presentRule(store: Store, rule: Rule) {
	const { kind, resourceId, previewOf, ...rest } = rule;
	const isOwn = Object.values(DOMAINS).some((domain) => rule.domain.endsWith(domain));
	return {
		...rest,
		type: "deployment",
		trigger: previewOf === "" ? "manual" : "deployment",
		redirectUrl: "",
		redirectStatusCode: 301,
		deploymentId: deploymentIdOf(store, rule),
		deploymentResourceType: kind,
		deploymentResourceId: resourceId,
		deploymentVcsProviderBranch: "",
		status: isOwn ? "verified" : "unverified",
		logs: "",
		renewAt: "",
	};
}

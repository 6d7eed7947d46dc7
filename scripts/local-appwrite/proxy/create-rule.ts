import { findResource, type ResourceKind } from "../deployments/resources.ts";
import { ApiError, badArgument, invalidParam, missingParam } from "../http/api-error.ts";
import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { DOMAINS, findRuleByDomain, presentRule, saveRule } from "./rules.ts";

/** `proxy.createFunctionRule` and `proxy.createSiteRule`. */
export const createRule = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("POST", `/proxy/rules/${kind}`, "rules.write", ({ body }) => {
		const { domain } = body;
		if (typeof domain !== "string") throw missingParam("domain");
		requireAllowedDomain(domain);
		const owner = findResource(store, kind, String(body[`${kind}Id`]));
		if (owner === null) throw resourceNotFound();
		if (findRuleByDomain(store, domain) !== null) {
			throw new ApiError(
				409,
				"rule_already_exists",
				"Domain is already used. Please try again with a different domain.",
			);
		}
		const rule = saveRule(store, { domain, kind, resourceId: owner.$id, previewOf: "" });
		return created(presentRule(store, rule));
	});

/** Names below the sites' domain that the server gives itself. */
const RESERVED = /^(commit|branch)-/;

/** Throws when it is no domain, is the server's own, or is not exactly one free label below one of `DOMAINS`. */
function requireAllowedDomain(domain: string): void {
	const isDomain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(domain);
	if (!isDomain || domain.length > 253) throw invalidParam("domain", "Value must be a valid domain");
	const isRefused = Object.values(DOMAINS).some((parent) => {
		const isBelow = domain.endsWith(`.${parent}`);
		const isTooDeep = domain.split(".").length !== parent.split(".").length + 1;
		return (
			domain === parent || (isBelow && (isTooDeep || (parent === DOMAINS.site && RESERVED.test(domain))))
		);
	});
	if (isRefused || domain === "localhost") {
		throw badArgument("This domain name is not allowed. Please use a different domain.");
	}
}

const resourceNotFound = () =>
	new ApiError(
		404,
		"rule_resource_not_found",
		"Resource could not be found. Please check if the resourceId and resourceType are correct, or if the resource actually exists.",
	);

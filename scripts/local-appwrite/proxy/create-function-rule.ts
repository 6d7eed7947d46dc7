import { findFunction } from "../functions/functions.ts";
import { ApiError, badArgument, invalidParam, missingParam } from "../http/api-error.ts";
import { created, route } from "../http/route.ts";
import { findJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import { FUNCTIONS_DOMAIN, hashDomain, presentRule, type Rule } from "./rules.ts";

export const createFunctionRule = ({ store }: { readonly store: Store }) =>
	route("POST", "/proxy/rules/function", "rules.write", ({ body: { domain, functionId } }) => {
		if (typeof domain !== "string") throw missingParam("domain");
		requireAllowedDomain(domain);
		const owner = findFunction(store, String(functionId));
		if (owner === null) throw resourceNotFound();
		const $id = hashDomain(domain);
		if (findJson(store, "rules", "id = ?", $id) !== null) {
			throw new ApiError(
				409,
				"rule_already_exists",
				"Domain is already used. Please try again with a different domain.",
			);
		}
		const at = nowText(store);
		const rule: Rule = { $id, $createdAt: at, $updatedAt: at, domain, resourceId: owner.$id };
		return created(presentRule(store, saveJson(store, "rules", { id: $id }, rule)));
	});

/** Throws when it is no domain, is the server's own, or is not exactly one label below `FUNCTIONS_DOMAIN`. */
function requireAllowedDomain(domain: string): void {
	const isDomain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(domain);
	if (!isDomain || domain.length > 253) throw invalidParam("domain", "Value must be a valid domain");
	const isBelow = domain.endsWith(`.${FUNCTIONS_DOMAIN}`);
	const isTooDeep = isBelow && domain.split(".").length !== FUNCTIONS_DOMAIN.split(".").length + 1;
	if (isTooDeep || ["localhost", FUNCTIONS_DOMAIN].includes(domain)) {
		throw badArgument("This domain name is not allowed. Please use a different domain.");
	}
}

const resourceNotFound = () =>
	new ApiError(
		404,
		"rule_resource_not_found",
		"Resource could not be found. Please check if the resourceId and resourceType are correct, or if the resource actually exists.",
	);

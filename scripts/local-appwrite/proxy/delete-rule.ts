import { ApiError } from "../http/api-error.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

export const deleteRule = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/proxy/rules/:ruleId", "rules.write", ({ params }) => {
		if (removeJson(store, "rules", "id = ?", params.ruleId) > 0) return NO_CONTENT;
		throw new ApiError(
			404,
			"rule_not_found",
			"Rule with the requested ID could not be found. Please check if the ID provided is correct or if the rule actually exists.",
		);
	});

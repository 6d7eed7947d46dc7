import { type ResourceKind, requireResource, resourceIdIn } from "../deployments/resources.ts";
import { ApiError, badArgument } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import { nowText, type Store } from "../store.ts";
import { presentVariable, requireVariable, saveVariable } from "./variables.ts";

export const updateVariable = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("PUT", `/${kind}s/:${kind}Id/variables/:variableId`, `${kind}s.write`, ({ params, body }) => {
		const { $id } = requireResource(store, kind, resourceIdIn(params, kind));
		const before = requireVariable(store, kind, $id, params.variableId);
		const { key = null, value = null, secret = null } = body;
		if (before.secret && secret === false) {
			throw new ApiError(
				400,
				"variable_cannot_unset_secret",
				"Secret variables cannot be marked as non-secret. Please re-create the variable if this is your intention.",
			);
		}
		if ([key, value, secret].every((given) => given === null)) {
			throw badArgument(
				"The request contains one or more invalid arguments. Please refer to the endpoint documentation.",
			);
		}
		const variable = saveVariable(store, {
			...before,
			updatedAt: nowText(store),
			key: String(key ?? before.key),
			value: String(value ?? before.value),
			secret: before.secret || secret === true,
		});
		return ok(presentVariable(variable));
	});

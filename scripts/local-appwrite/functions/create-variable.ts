import { type ResourceKind, requireResource, resourceIdIn } from "../deployments/resources.ts";
import { missingParam } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { findJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import { presentVariable, saveVariable, variableExists } from "./variables.ts";

export const createVariable = ({ store }: { readonly store: Store }, kind: ResourceKind) =>
	route("POST", `/${kind}s/:${kind}Id/variables`, `${kind}s.write`, ({ params, body }) => {
		const { $id: resourceId } = requireResource(store, kind, resourceIdIn(params, kind));
		const { variableId, key, value, secret } = body;
		for (const [name, given] of Object.entries({ variableId, key, value })) {
			if (typeof given !== "string") throw missingParam(name);
		}
		const id = idOrNew(variableId, "variableId");
		if (findJson(store, "variables", "id = ?", id) !== null) throw variableExists();
		const at = nowText(store);
		const variable = saveVariable(store, {
			id,
			kind,
			resourceId,
			createdAt: at,
			updatedAt: at,
			key: String(key),
			value: String(value),
			secret: secret !== false,
		});
		return created(presentVariable(variable));
	});

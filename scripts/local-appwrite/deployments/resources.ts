import { ApiError } from "../http/api-error.ts";
import { findJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";

/** What has deployments, variables and domains. */
export type ResourceKind = "function" | "site";

/** Which deployments a function or a site has. */
export type Resource = {
	readonly $id: string;
	readonly $createdAt: string;
	readonly $updatedAt: string;
	readonly name: string;
	/** False from a change that the active deployment may have been built without, until another is activated. */
	readonly live: boolean;
	/** The active deployment; empty: none. */
	readonly deploymentId: string;
	readonly deploymentCreatedAt: string;
	/** The newest deployment, whatever its status. */
	readonly latestDeploymentId: string;
	readonly latestDeploymentCreatedAt: string;
	readonly latestDeploymentStatus: string;
};

export function newResource(store: Store, $id: string): Omit<Resource, "name"> {
	const at = nowText(store);
	return {
		$id,
		$createdAt: at,
		$updatedAt: at,
		live: true,
		deploymentId: "",
		deploymentCreatedAt: "",
		latestDeploymentId: "",
		latestDeploymentCreatedAt: "",
		latestDeploymentStatus: "",
	};
}

export const findResource = (store: Store, kind: ResourceKind, id: string) =>
	findJson<Resource>(store, `${kind}s`, "id = ?", id);

export function requireResource(store: Store, kind: ResourceKind, id: string): Resource {
	const found = findResource(store, kind, id);
	if (found !== null) return found;
	throw resourceNotFound(kind);
}

/** Throws when it has been deleted. */
export function changeResource(
	store: Store,
	kind: ResourceKind,
	id: string,
	changes: Partial<Resource>,
): Resource {
	const changed = { ...requireResource(store, kind, id), ...changes, $updatedAt: nowText(store) };
	return saveJson(store, `${kind}s`, { id }, changed);
}

/** Its id in the address of a call: `functionId` or `siteId`. */
export const resourceIdIn = (params: Readonly<Record<string, string>>, kind: ResourceKind): string =>
	params[`${kind}Id`] ?? "";

export function resourceNotFound(kind: ResourceKind): ApiError {
	const name = kind === "function" ? "Function" : "Site";
	return new ApiError(404, `${kind}_not_found`, `${name} with the requested ID could not be found.`);
}

import { changeResource, newResource, type Resource, resourceNotFound } from "../deployments/resources.ts";
import { findJson, listJson, saveJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import type { SiteSettings } from "./site-settings.ts";

/** A site as it is kept: its settings, and which of its deployments is served. */
export type Site = SiteSettings & Resource;

export const allSites = (store: Store) => listJson<Site>(store, "sites");

export const findSite = (store: Store, id: string) => findJson<Site>(store, "sites", "id = ?", id);

export function requireSite(store: Store, id: string): Site {
	const found = findSite(store, id);
	if (found !== null) return found;
	throw resourceNotFound("site");
}

export function insertSite(store: Store, id: string, settings: SiteSettings): Site {
	return saveJson(store, "sites", { id }, { ...newResource(store, id), ...settings });
}

/** Throws when it has been deleted. */
export function changeSite(store: Store, id: string, changes: Partial<Site>): Site {
	return { ...requireSite(store, id), ...changeResource(store, "site", id, changes) };
}

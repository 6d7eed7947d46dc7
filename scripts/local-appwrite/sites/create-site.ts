import { ApiError } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentSite } from "./present-site.ts";
import { readSiteSettings } from "./site-settings.ts";
import { findSite, insertSite } from "./sites.ts";

export const createSite = ({ store }: { readonly store: Store }) =>
	route("POST", "/sites", "sites.write", ({ body, headers }) => {
		const id = idOrNew(body["siteId"], "siteId");
		const settings = readSiteSettings(body, false);
		if (findSite(store, id) !== null) {
			throw new ApiError(
				409,
				"site_already_exists",
				"Site with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.",
			);
		}
		return created(presentSite(store, insertSite(store, id, settings), headers));
	});

import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentSite } from "./present-site.ts";
import { isSameSite, readSiteSettings } from "./site-settings.ts";
import { changeSite, requireSite } from "./sites.ts";

export const updateSite = ({ store }: { readonly store: Store }) =>
	route("PUT", "/sites/:siteId", "sites.write", ({ params, body, headers }) => {
		const before = requireSite(store, params.siteId);
		const settings = readSiteSettings(body, true);
		const live = isSameSite(before, settings);
		return ok(presentSite(store, changeSite(store, before.$id, { ...settings, live }), headers));
	});

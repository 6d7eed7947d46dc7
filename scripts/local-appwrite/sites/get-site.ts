import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentSite } from "./present-site.ts";
import { requireSite } from "./sites.ts";

export const getSite = ({ store }: { readonly store: Store }) =>
	route("GET", "/sites/:siteId", "sites.read", ({ params, headers }) =>
		ok(presentSite(store, requireSite(store, params.siteId), headers)),
	);

import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentSite } from "./present-site.ts";
import { allSites } from "./sites.ts";

export const listSites = ({ store }: { readonly store: Store }) =>
	route("GET", "/sites", "sites.read", (call) => {
		const sites = allSites(store).map((site) => presentSite(store, site, call.headers));
		return listReply("sites", sites, call);
	});

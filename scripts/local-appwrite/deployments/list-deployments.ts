import { requireFunction } from "../functions/functions.ts";
import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { allDeployments } from "./deployments.ts";
import { presentDeployment } from "./present-deployment.ts";

export const listDeployments = ({ store }: { readonly store: Store }) =>
	route("GET", "/functions/:functionId/deployments", "functions.read", (call) => {
		const { $id } = requireFunction(store, call.params.functionId);
		return listReply("deployments", allDeployments(store, $id).map(presentDeployment), call);
	});

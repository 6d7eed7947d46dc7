import { allows } from "../auth/permissions.ts";
import { requireEnabled } from "../functions/functions.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { executionNotFound, presentExecution, requireExecution } from "./executions.ts";

export const getExecution = ({ store }: { readonly store: Store }) =>
	route("GET", "/functions/:functionId/executions/:executionId", "execution.read", ({ params, caller }) => {
		const { $id } = requireEnabled(store, params.functionId, caller);
		const execution = requireExecution(store, $id, params.executionId);
		if (!allows(execution.permissions, "read", caller)) throw executionNotFound();
		return ok(presentExecution(execution, caller.kind === "key"));
	});

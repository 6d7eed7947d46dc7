import { allows } from "../auth/permissions.ts";
import { requireEnabled } from "../functions/functions.ts";
import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { type Execution, presentExecution } from "./executions.ts";

/** The newest first, as the real server lists them by default. */
export const listExecutions = ({ store }: { readonly store: Store }) =>
	route("GET", "/functions/:functionId/executions", "execution.read", (call) => {
		const { caller } = call;
		const { $id } = requireEnabled(store, call.params.functionId, caller);
		const executions = listJson<Execution>(store, "executions", "function_id = ?", $id)
			.toReversed()
			.filter(({ permissions }) => allows(permissions, "read", caller))
			.map((execution) => presentExecution(execution, caller.kind === "key"));
		return listReply("executions", executions, call);
	});

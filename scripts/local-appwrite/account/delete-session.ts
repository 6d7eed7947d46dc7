import { ApiError } from "../http/api-error.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { findSession } from "../users/sessions.ts";
import { requireAccount } from "./require-account.ts";

/** `current` is the session of the call. */
export const deleteSession = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/account/sessions/:sessionId", null, (call) => {
		const { id: userId } = requireAccount(store, call.caller);
		const { sessionId } = call.params;
		const session = sessionId === "current" ? call.session : findSession(store, sessionId);
		if (session?.userId !== userId) {
			throw new ApiError(404, "user_session_not_found", "The current user session could not be found.");
		}
		removeJson(store, "sessions", "id = ?", session.id);
		return NO_CONTENT;
	});

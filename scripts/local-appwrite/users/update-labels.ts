import { isLabelText } from "../auth/roles.ts";
import { invalidParam } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { presentUser, requireUser, saveUser } from "./users.ts";

/** `APP_LIMIT_ARRAY_LABELS_SIZE`. */
const MAX_LABELS = 1000;

export const updateLabels = ({ store }: { readonly store: Store }) =>
	route("PUT", "/users/:userId/labels", "users.write", ({ params, body: { labels } }) => {
		if (!Array.isArray(labels)) throw invalidParam("labels", "Value must be a valid array");
		if (labels.length > MAX_LABELS || !labels.every(isLabelText)) {
			throw invalidParam(
				"labels",
				`Value must a valid array no longer than ${MAX_LABELS} items and Value must be a valid string and at least 1 chars and no longer than 36 chars and only consist of letters and digits`,
			);
		}
		const user = requireUser(store, params.userId);
		return ok(presentUser(saveUser(store, { ...user, labels: [...new Set(labels)] })));
	});

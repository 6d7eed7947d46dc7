import { ApiError } from "../http/api-error.ts";
import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";

export const deletePlatform = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/project/platforms/:platformId", "platforms.write", ({ params }) => {
		if (removeJson(store, "platforms", "id = ?", params.platformId) > 0) return NO_CONTENT;
		throw new ApiError(404, "platform_not_found", "Platform with the requested ID could not be found.");
	});

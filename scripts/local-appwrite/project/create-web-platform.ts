import { ApiError, invalidParam, missingParam } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import { findJson, saveJson } from "../json-rows.ts";
import { nowText, type Store } from "../store.ts";
import type { Platform } from "./platforms.ts";

export const createWebPlatform = ({ store }: { readonly store: Store }) =>
	route("POST", "/project/platforms/web", "platforms.write", ({ body: { platformId, name, hostname } }) => {
		const $id = idOrNew(platformId, "platformId");
		if (typeof name !== "string") throw missingParam("name");
		const host = readHostname(hostname);
		if (findJson(store, "platforms", "id = ?", $id) !== null) {
			throw new ApiError(
				409,
				"platform_already_exists",
				"Platform with the same ID already exists in this project. Try again with a different ID.",
			);
		}
		const at = nowText(store);
		const platform: Platform = { $id, $createdAt: at, $updatedAt: at, name, type: "web", hostname: host };
		return created(saveJson(store, "platforms", { id: $id }, platform));
	});

function readHostname(given: unknown): string {
	const host = String(given ?? "");
	if (/[/:]/.test(host) || host.length > 253) {
		throw invalidParam("hostname", "Value must be a valid hostname without path, port and protocol.");
	}
	if (host === "") throw missingParam("hostname");
	return host;
}

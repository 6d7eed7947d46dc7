import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { isSameBuild, readFunctionSettings } from "./function-settings.ts";
import { changeFunction, requireFunction } from "./functions.ts";
import { presentFunction } from "./present-function.ts";

export const updateFunction = ({ store }: { readonly store: Store }) =>
	route("PUT", "/functions/:functionId", "functions.write", ({ params, body, headers }) => {
		const before = requireFunction(store, params.functionId);
		const settings = readFunctionSettings(body, before);
		const live = isSameBuild(before, settings);
		return ok(presentFunction(store, changeFunction(store, before.$id, { ...settings, live }), headers));
	});

import { ApiError } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { readFunctionSettings } from "./function-settings.ts";
import { findFunction, insertFunction } from "./functions.ts";
import { presentFunction } from "./present-function.ts";

export const createFunction = ({ store }: { readonly store: Store }) =>
	route("POST", "/functions", "functions.write", ({ body, headers }) => {
		const id = idOrNew(body["functionId"], "functionId");
		const settings = readFunctionSettings(body);
		if (findFunction(store, id) !== null) {
			throw new ApiError(
				409,
				"function_already_exists",
				"Function with the requested ID already exists. Try again with a different ID or use ID.unique() to generate a unique ID.",
			);
		}
		return created(presentFunction(store, insertFunction(store, id, settings), headers));
	});

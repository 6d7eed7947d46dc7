import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { requireFunction } from "./functions.ts";
import { presentFunction } from "./present-function.ts";

export const getFunction = ({ store }: { readonly store: Store }) =>
	route("GET", "/functions/:functionId", "functions.read", ({ params, headers }) =>
		ok(presentFunction(store, requireFunction(store, params.functionId), headers)),
	);

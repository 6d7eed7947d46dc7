import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { presentTransaction, requireTransaction } from "./transactions.ts";

type Needs = { readonly store: Store; readonly weaknesses: Weaknesses };

export const getTransaction = ({ store, weaknesses }: Needs) =>
	route("GET", "/tablesdb/transactions/:transactionId", "rows.read", ({ params, caller }) =>
		ok(presentTransaction(requireTransaction(store, params.transactionId, caller), weaknesses)),
	);

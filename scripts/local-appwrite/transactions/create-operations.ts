import { badRequest, invalidParam } from "../http/api-error.ts";
import { created, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { stageOperations } from "./stage-operations.ts";
import { presentTransaction, requireTransaction } from "./transactions.ts";

type Needs = { readonly store: Store; readonly weaknesses: Weaknesses };

export const createOperations = ({ store, weaknesses }: Needs) =>
	route(
		"POST",
		"/tablesdb/transactions/:transactionId/operations",
		"rows.write",
		({ params, body: { operations }, caller }) => {
			if (!Array.isArray(operations)) throw invalidParam("operations", "Value must be a valid array");
			if (operations.length === 0) throw badRequest("Operations array cannot be empty");
			if (requireTransaction(store, params.transactionId, caller).status !== "pending") {
				throw badRequest("Invalid or non‑pending transaction");
			}
			const transaction = stageOperations(store, params.transactionId, operations, caller);
			return created(presentTransaction(transaction, weaknesses));
		},
	);

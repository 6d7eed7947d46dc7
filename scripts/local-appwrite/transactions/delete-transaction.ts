import { NO_CONTENT, route } from "../http/route.ts";
import { removeJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import { requireTransaction } from "./transactions.ts";

export const deleteTransaction = ({ store }: { readonly store: Store }) =>
	route("DELETE", "/tablesdb/transactions/:transactionId", "rows.write", ({ params, caller }) => {
		const { $id } = requireTransaction(store, params.transactionId, caller);
		removeJson(store, "transactions", "id = ?", $id);
		return NO_CONTENT;
	});

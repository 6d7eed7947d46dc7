import { listReply } from "../http/list-reply.ts";
import { route } from "../http/route.ts";
import { listJson } from "../json-rows.ts";
import type { Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { isFor, presentTransaction, type Transaction } from "./transactions.ts";

type Needs = { readonly store: Store; readonly weaknesses: Weaknesses };

export const listTransactions = ({ store, weaknesses }: Needs) =>
	route("GET", "/tablesdb/transactions", "rows.read", (call) => {
		const transactions = listJson<Transaction>(store, "transactions")
			.filter((transaction) => isFor(transaction, call.caller))
			.map((transaction) => presentTransaction(transaction, weaknesses));
		return listReply("transactions", transactions, call);
	});

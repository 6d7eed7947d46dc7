import { TABLES } from "../databases/dialect.ts";
import type { Events } from "../events.ts";
import { badRequest } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import { emitCommit } from "../rows/row-events.ts";
import type { Store } from "../store.ts";
import type { Weaknesses } from "../weaknesses.ts";
import { commitTransaction } from "./commit-transaction.ts";
import { presentTransaction, requirePending, requireTransaction, saveTransaction } from "./transactions.ts";

type Needs = {
	readonly store: Store;
	readonly weaknesses: Weaknesses;
	readonly events: Pick<Events, "emit">;
};

/** Commits or rolls back. */
export const updateTransaction = (needs: Needs) =>
	route(
		"PATCH",
		"/tablesdb/transactions/:transactionId",
		"rows.write",
		({ params, body: { commit, rollback }, caller }) => {
			const { store, weaknesses } = needs;
			if (commit !== true && rollback !== true) throw badRequest("Either commit or rollback must be true");
			if (commit === rollback) throw badRequest("Cannot commit and rollback at the same time");
			if (rollback === true) {
				const open = requirePending(store, requireTransaction(store, params.transactionId, caller));
				return ok(presentTransaction(saveTransaction(store, { ...open, status: "failed" }), weaknesses));
			}
			const done = commitTransaction(store, params.transactionId, caller, weaknesses);
			emitCommit(needs, done.applied, caller, TABLES);
			return weaknesses.lostCommitAnswers ? "dropped" : ok(presentTransaction(done.transaction, weaknesses));
		},
	);

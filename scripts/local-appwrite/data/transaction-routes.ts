import { badArgument, Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { announceCommit } from "./announce.ts";
import type { Dialect } from "./dialect.ts";
import type { Transaction } from "./transactions.ts";

/** Transactions, which are the same by either name. */
export function transactionRoutes(parts: Parts, dialect: Dialect): readonly Route[] {
	const { transactions, weaknesses } = parts;
	const list = `/${dialect.root}/transactions`;
	const one = `${list}/:transactionId`;
	const scope = `${dialect.rows}.write`;
	/** The count of what is staged in place of it, and a status that may lie. */
	const shown = ({ staged, ownerId: _owner, ...transaction }: Transaction) => {
		const isWrong = transaction.status === "committed" && weaknesses().wrongTransactionStatus;
		return { ...transaction, ...(isWrong ? { status: "failed" } : {}), operations: staged.length };
	};
	const idOf = (params: Readonly<Record<string, string>>) => params["transactionId"] ?? "";
	return [
		{
			method: "GET",
			path: list,
			scope: `${dialect.rows}.read`,
			handle: (call) => listReply("transactions", transactions.list(call.caller).map(shown), call),
		},
		{
			method: "POST",
			path: list,
			scope,
			handle: ({ body, caller }) => ({ status: 201, body: shown(transactions.create(body["ttl"], caller)) }),
		},
		{
			method: "GET",
			path: one,
			scope: `${dialect.rows}.read`,
			handle: ({ params, caller }) => ({ status: 200, body: shown(transactions.get(idOf(params), caller)) }),
		},
		{
			method: "POST",
			path: `${one}/operations`,
			scope,
			handle: ({ params, body, caller }) => {
				const { operations } = body;
				if (!Array.isArray(operations))
					throw badArgument("Invalid `operations` param: Value must be a valid array");
				if (operations.length === 0) throw badRequest("Operations array cannot be empty");
				if (transactions.get(idOf(params), caller).status !== "pending") {
					throw badRequest("Invalid or non‑pending transaction");
				}
				return { status: 201, body: shown(transactions.stage(idOf(params), operations, caller)) };
			},
		},
		{
			method: "PATCH",
			path: one,
			scope,
			handle: (call) => {
				const { commit, rollback } = call.body;
				if (commit !== true && rollback !== true) {
					throw badRequest("Either commit or rollback must be true");
				}
				if (commit === rollback) throw badRequest("Cannot commit and rollback at the same time");
				const id = idOf(call.params);
				if (rollback === true) return { status: 200, body: shown(transactions.rollback(id, call.caller)) };
				const { transaction, applied } = transactions.commit(id, call.caller);
				announceCommit(parts, applied, call.caller, dialect);
				if (weaknesses().lostCommitAnswers) return "dropped";
				return { status: 200, body: shown(transaction) };
			},
		},
		{
			method: "DELETE",
			path: one,
			scope,
			handle: ({ params, caller }) => {
				transactions.remove(idOf(params), caller);
				return { status: 204 };
			},
		},
	];
}

const badRequest = (message: string) => new Fault(400, "general_bad_request", message);

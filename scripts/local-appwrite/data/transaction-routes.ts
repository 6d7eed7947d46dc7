import { badArgument } from "../http/fault.ts";
import type { Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import type { Dialect } from "./dialect.ts";
import type { Transaction } from "./transactions.ts";

/** Transactions, which are the same by either name. Operations applied by a commit fire no events here. */
export function transactionRoutes({ transactions }: Parts, dialect: Dialect): readonly Route[] {
	const list = `/${dialect.root}/transactions`;
	const one = `${list}/:transactionId`;
	const scope = `${dialect.rows}.write`;
	const idOf = (params: Readonly<Record<string, string>>) => params["transactionId"] ?? "";
	return [
		{
			method: "GET",
			path: list,
			scope: `${dialect.rows}.read`,
			handle: () => {
				const all = transactions.list().map(present);
				return { status: 200, body: { total: all.length, transactions: all } };
			},
		},
		{
			method: "POST",
			path: list,
			scope,
			handle: ({ body }) => ({ status: 201, body: present(transactions.create(body["ttl"])) }),
		},
		{
			method: "GET",
			path: one,
			scope: `${dialect.rows}.read`,
			handle: ({ params }) => ({ status: 200, body: present(transactions.get(idOf(params))) }),
		},
		{
			method: "POST",
			path: `${one}/operations`,
			scope,
			handle: ({ params, body }) => {
				const { operations } = body;
				if (!Array.isArray(operations))
					throw badArgument("Invalid `operations` param: Value must be a valid array");
				return { status: 201, body: present(transactions.stage(idOf(params), operations)) };
			},
		},
		{
			method: "PATCH",
			path: one,
			scope,
			handle: ({ params, body, caller }) => {
				const { commit, rollback } = body;
				if ((commit === true) === (rollback === true)) {
					throw badArgument("Either commit or rollback must be set to true");
				}
				const id = idOf(params);
				const ended =
					commit === true ? transactions.commit(id, caller).transaction : transactions.rollback(id);
				return { status: 200, body: present(ended) };
			},
		},
		{
			method: "DELETE",
			path: one,
			scope,
			handle: ({ params }) => {
				transactions.remove(idOf(params));
				return { status: 204 };
			},
		},
	];
}

function present({ staged, ...transaction }: Transaction) {
	return { ...transaction, operations: staged.length };
}

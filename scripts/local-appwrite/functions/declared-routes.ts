import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { presentDeclared, presentVariable } from "./declared.ts";
import { presentFunction } from "./plan.ts";

/** Functions as things that are made and set: those of appwrite.json, which run here, and those made by the API. */
export function declaredRoutes({ functions, declared }: Parts): readonly Route[] {
	const one = "/functions/:functionId";
	const presented = (id: string) => {
		const made = declared.find(id);
		return made === null ? presentFunction(functions.get(id)) : presentDeclared(made);
	};
	const idOf = ({ params }: Call) => params["functionId"] ?? "";
	return [
		{
			method: "GET",
			path: "/functions",
			scope: "functions.read",
			handle: (call) => {
				const all = [...functions.plans.map(presentFunction), ...declared.list().map(presentDeclared)];
				return listReply("functions", all, call);
			},
		},
		{
			method: "POST",
			path: "/functions",
			scope: "functions.write",
			handle: ({ body }) => {
				const id = String(body["functionId"]);
				const isThere = declared.find(id) !== null || functions.plans.some((plan) => plan.id === id);
				if (isThere)
					throw new Fault(409, "function_already_exists", "Function with the requested ID already exists.");
				return { status: 201, body: presentDeclared(declared.save(id, body)) };
			},
		},
		{
			method: "GET",
			path: one,
			scope: "functions.read",
			handle: (call) => ({ status: 200, body: presented(idOf(call)) }),
		},
		{
			method: "PUT",
			path: one,
			scope: "functions.write",
			handle: (call) => {
				const id = idOf(call);
				presented(id);
				if (declared.find(id) === null) {
					throw new Fault(501, "general_not_implemented", "What appwrite.json declares is changed there.");
				}
				return { status: 200, body: presentDeclared(declared.save(id, call.body)) };
			},
		},
		{
			method: "GET",
			path: `${one}/variables`,
			scope: "functions.read",
			handle: (call) => {
				presented(idOf(call));
				return listReply("variables", declared.variables(idOf(call)).map(presentVariable), call);
			},
		},
		{
			method: "POST",
			path: `${one}/variables`,
			scope: "functions.write",
			handle: (call) => {
				presented(idOf(call));
				return { status: 201, body: presentVariable(declared.createVariable(idOf(call), call.body)) };
			},
		},
		{
			method: "PUT",
			path: `${one}/variables/:variableId`,
			scope: "functions.write",
			handle: (call) => {
				const variable = declared.updateVariable(idOf(call), call.params["variableId"] ?? "", call.body);
				return { status: 200, body: presentVariable(variable) };
			},
		},
	];
}

import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { presentVariable } from "./variables.ts";

/** A change of a variable reaches the process that is started next, and the function is no longer `live`. */
export function variableRoutes({ functions, variables }: Parts): readonly Route[] {
	const list = "/functions/:functionId/variables";
	const one = `${list}/:variableId`;
	const functionIdOf = ({ params }: Call) => functions.get(params["functionId"] ?? "").$id;
	const variableOf = (call: Call) => variables.get(functionIdOf(call), call.params["variableId"] ?? "");
	return [
		{
			method: "GET",
			path: list,
			scope: "functions.read",
			handle: (call) =>
				listReply("variables", variables.listOf(functionIdOf(call)).map(presentVariable), call),
		},
		{
			method: "POST",
			path: list,
			scope: "functions.write",
			handle: (call) => {
				const variable = variables.create(functionIdOf(call), call.body);
				functions.change(variable.functionId, { live: false });
				return { status: 201, body: presentVariable(variable) };
			},
		},
		{
			method: "GET",
			path: one,
			scope: "functions.read",
			handle: (call) => ({ status: 200, body: presentVariable(variableOf(call)) }),
		},
		{
			method: "PUT",
			path: one,
			scope: "functions.write",
			handle: (call) => {
				const variable = variables.update(variableOf(call), call.body);
				functions.change(variable.functionId, { live: false });
				return { status: 200, body: presentVariable(variable) };
			},
		},
		{
			method: "DELETE",
			path: one,
			scope: "functions.write",
			handle: (call) => {
				const variable = variableOf(call);
				variables.remove(variable);
				functions.change(variable.functionId, { live: false });
				return { status: 204 };
			},
		},
	];
}

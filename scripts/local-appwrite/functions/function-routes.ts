import { deploymentNotFound } from "../deployments/deployments.ts";
import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import { newIdOf } from "../identity/ids.ts";
import type { Parts } from "../parts.ts";
import { isSameBuild, readFunctionSettings } from "./function-settings.ts";
import type { AppwriteFunction } from "./functions.ts";
import { presentFunction } from "./present-function.ts";
import { removeFunction } from "./remove-function.ts";

export function functionRoutes(parts: Parts): readonly Route[] {
	const { functions, variables, deployments } = parts;
	const one = "/functions/:functionId";
	const functionOf = ({ params }: Call) => functions.get(params["functionId"] ?? "");
	const present = (made: AppwriteFunction, call: Call) =>
		presentFunction(made, variables.listOf(made.$id), call);
	return [
		{
			method: "GET",
			path: "/functions",
			scope: "functions.read",
			handle: (call) =>
				listReply(
					"functions",
					functions.list().map((each) => present(each, call)),
					call,
				),
		},
		{
			method: "POST",
			path: "/functions",
			scope: "functions.write",
			handle: (call) => {
				const made = functions.create(newIdOf(call.body, "functionId"), readFunctionSettings(call.body));
				return { status: 201, body: present(made, call) };
			},
		},
		{
			method: "GET",
			path: one,
			scope: "functions.read",
			handle: (call) => ({ status: 200, body: present(functionOf(call), call) }),
		},
		{
			method: "PUT",
			path: one,
			scope: "functions.write",
			handle: (call) => {
				const before = functionOf(call);
				const settings = readFunctionSettings(call.body, before);
				const changed = functions.change(before.$id, { ...settings, live: isSameBuild(before, settings) });
				return { status: 200, body: present(changed, call) };
			},
		},
		{
			method: "PATCH",
			path: `${one}/deployment`,
			scope: "functions.write",
			handle: (call) => {
				const { $id } = functionOf(call);
				const deployment = deployments.find(String(call.body["deploymentId"] ?? ""));
				if (deployment === null) throw deploymentNotFound();
				if (deployment.status !== "ready") throw buildNotReady();
				const { $id: deploymentId, $createdAt: deploymentCreatedAt } = deployment;
				const changed = functions.change($id, { deploymentId, deploymentCreatedAt });
				return { status: 200, body: present(changed, call) };
			},
		},
		{
			method: "DELETE",
			path: one,
			scope: "functions.write",
			handle: async (call) => {
				await removeFunction(functionOf(call).$id, parts);
				return { status: 204 };
			},
		},
	];
}

const buildNotReady = () =>
	new Fault(400, "build_not_ready", "Build with the requested ID is building and not ready for execution.");

import { existsSync, readFileSync } from "node:fs";
import { Fault, notServed } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import { newId } from "../identity/ids.ts";
import type { Parts } from "../parts.ts";
import { type Deployment, deploymentNotFound, isUploaded, presentDeployment } from "./deployments.ts";
import { receiveDeployment } from "./receive-deployment.ts";

export function deploymentRoutes(parts: Parts): readonly Route[] {
	const { functions, deployments, builds, executor } = parts;
	const list = "/functions/:functionId/deployments";
	const one = `${list}/:deploymentId`;
	const functionOf = ({ params }: Call) => functions.get(params["functionId"] ?? "");
	const deploymentOf = (call: Call): Deployment =>
		deployments.get(functionOf(call).$id, call.params["deploymentId"] ?? "");
	/** One of appwrite.json has none: it runs where its code is. */
	const requireSource = (deployment: Deployment): string => {
		const path = deployments.sourceOf(deployment);
		if (isUploaded(deployment) && existsSync(path)) return path;
		throw deploymentNotFound();
	};
	return [
		{
			method: "GET",
			path: list,
			scope: "functions.read",
			handle: (call) =>
				listReply("deployments", deployments.listOf(functionOf(call).$id).map(presentDeployment), call),
		},
		{
			method: "POST",
			path: list,
			scope: "functions.write",
			handle: async (call) => {
				const deployment = await receiveDeployment(functionOf(call), call, parts);
				return { status: 202, body: presentDeployment(deployment) };
			},
		},
		{
			method: "POST",
			path: `${list}/duplicate`,
			scope: "functions.write",
			handle: async (call) => {
				const { $id: functionId, entrypoint, commands: buildCommands } = functionOf(call);
				const from = deployments.get(functionId, String(call.body["deploymentId"] ?? ""));
				requireSource(from);
				const copy = deployments.create({ ...from, $id: newId(), entrypoint, buildCommands });
				await deployments.copySource(from, copy);
				const uploaded = deployments.change(copy.$id, { chunkStarts: from.chunkStarts }) ?? copy;
				builds.start(uploaded);
				return { status: 202, body: presentDeployment(uploaded) };
			},
		},
		{
			method: "GET",
			path: one,
			scope: "functions.read",
			handle: (call) => ({ status: 200, body: presentDeployment(deploymentOf(call)) }),
		},
		{
			method: "GET",
			path: `${one}/download`,
			scope: "functions.read",
			handle: (call) => {
				if (call.search.get("type") === "output") throw notServed("the download of what was built");
				const deployment = deploymentOf(call);
				const path = requireSource(deployment);
				const headers = {
					"content-type": "application/gzip",
					"content-disposition": `attachment; filename="${deployment.$id}-source.tar.gz"`,
				};
				return { status: 200, headers, body: readFileSync(path) };
			},
		},
		{
			method: "PATCH",
			path: `${one}/status`,
			scope: "functions.write",
			handle: async (call) => {
				const deployment = deploymentOf(call);
				if (["ready", "failed"].includes(deployment.status)) throw buildAlreadyCompleted();
				return { status: 200, body: presentDeployment(await builds.cancel(deployment)) };
			},
		},
		{
			method: "DELETE",
			path: one,
			scope: "functions.write",
			handle: async (call) => {
				const deployment = deploymentOf(call);
				const { deploymentId, $id: functionId } = functionOf(call);
				await builds.abort(deployment.$id);
				await executor.kill(deployment.$id);
				deployments.remove(deployment);
				builds.tellLatest(functionId);
				if (deploymentId === deployment.$id) {
					functions.change(functionId, { deploymentId: "", deploymentCreatedAt: "" });
				}
				return { status: 204 };
			},
		},
	];
}

const buildAlreadyCompleted = () =>
	new Fault(
		400,
		"build_already_completed",
		"Build with the requested ID is already completed and cannot be canceled.",
	);

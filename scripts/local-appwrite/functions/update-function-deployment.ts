import { deploymentNotFound, findDeployment } from "../deployments/deployments.ts";
import { ApiError } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import type { Store } from "../store.ts";
import { changeFunction, requireFunction } from "./functions.ts";
import { presentFunction } from "./present-function.ts";

/** Activates a deployment that is built. */
export const updateFunctionDeployment = ({ store }: { readonly store: Store }) =>
	route("PATCH", "/functions/:functionId/deployment", "functions.write", ({ params, body, headers }) => {
		const { $id } = requireFunction(store, params.functionId);
		const deployment = findDeployment(store, String(body["deploymentId"] ?? ""));
		if (deployment === null) throw deploymentNotFound();
		if (deployment.status !== "ready") {
			throw new ApiError(
				400,
				"build_not_ready",
				"Build with the requested ID is building and not ready for execution.",
			);
		}
		const active = { deploymentId: deployment.$id, deploymentCreatedAt: deployment.$createdAt };
		return ok(presentFunction(store, changeFunction(store, $id, active), headers));
	});

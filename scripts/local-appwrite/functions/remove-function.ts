import type { Parts } from "../parts.ts";

/** Removes a function and all that is its own. Its processes and builds are killed. */
export async function removeFunction(functionId: string, parts: Parts): Promise<void> {
	const { functions, variables, deployments, builds, executor, rules } = parts;
	functions.remove(functionId);
	variables.removeOf(functionId);
	for (const rule of rules.listOf(functionId)) rules.remove(rule.$id);
	for (const deployment of deployments.listOf(functionId)) {
		await builds.abort(deployment.$id);
		deployments.remove(deployment);
	}
	await executor.removeFunction(functionId);
}

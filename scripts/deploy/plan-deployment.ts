import type { Models } from "node-appwrite";
import type { DeploymentRecord } from "./deployment-record.ts";

type Deployment = Pick<Models.Deployment, "$id" | "status">;

/** What brings a function to the code of this checkout; null where it runs that already. */
export type DeploymentPlan =
	/** Nothing that was uploaded is of use. */
	| { readonly kind: "upload"; readonly reason: string }
	/** It was uploaded, and a run that was stopped did not wait for its build. */
	| { readonly kind: "finish build"; readonly deploymentId: string }
	/** It is built, and another deployment runs, or none. */
	| { readonly kind: "activate"; readonly deploymentId: string };

/**
 * `sha256` is the deployment hash of this checkout, `record` what was deployed last, `recorded` that deployment as it is now
 * (null: gone), `activeId` the deployment that runs (empty: none).
 */
export function planDeployment(
	sha256: string,
	record: DeploymentRecord | null,
	recorded: Deployment | null,
	activeId: string,
): DeploymentPlan | null {
	if (record === null) return { kind: "upload", reason: "nothing deployed by this command yet" };
	if (record.sha256 !== sha256) return { kind: "upload", reason: "its code or variables changed" };
	if (recorded === null) return { kind: "upload", reason: `deployment ${record.deploymentId} is gone` };
	const { $id: deploymentId, status } = recorded;
	if (status === "ready") return activeId === deploymentId ? null : { kind: "activate", deploymentId };
	const isBuilding = ["waiting", "processing", "building"].includes(status);
	if (isBuilding) return { kind: "finish build", deploymentId };
	return { kind: "upload", reason: `deployment ${deploymentId} ${status}` };
}

export function describeDeployment(functionId: string, plan: DeploymentPlan): string {
	switch (plan.kind) {
		case "upload":
			return `deploy function ${functionId}: ${plan.reason}`;
		case "finish build":
			return `finish deployment ${plan.deploymentId} of function ${functionId}: it is being built`;
		case "activate":
			return `activate deployment ${plan.deploymentId} of function ${functionId}`;
	}
}

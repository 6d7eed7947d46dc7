import { createHash } from "node:crypto";
import type { Models } from "node-appwrite";
import type { DeclaredFunction, DeclaredSite } from "../provision/declaration.ts";
import type { PresentVariable } from "../provision/step.ts";

type Deployment = Pick<Models.Deployment, "$id" | "status">;

/** How a function or a site gets the code of this checkout. */
export type DeploymentPlan =
	| { readonly kind: "upload"; readonly reason: string }
	/** Uploaded by a run that was stopped before the build ended. */
	| { readonly kind: "finish build"; readonly deploymentId: string }
	/** Built, but not the active deployment. */
	| { readonly kind: "activate"; readonly deploymentId: string };

/**
 * `sha256` is the deployment hash of this checkout, `record` the last deployment, `recorded` its current state (null: gone),
 * `activeId` the active deployment (empty: none). Null when nothing needs to be done.
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

/** `name` is as `function render`. */
export function describeDeployment(name: string, plan: DeploymentPlan): string {
	switch (plan.kind) {
		case "upload":
			return `deploy ${name}: ${plan.reason}`;
		case "finish build":
			return `finish deployment ${plan.deploymentId} of ${name}: it is being built`;
		case "activate":
			return `activate deployment ${plan.deploymentId} of ${name}`;
	}
}

/** The variable of a function or a site that holds its `DeploymentRecord`. */
export const RECORD_VARIABLE = "DEPLOYED_ARCHIVE";

/** `sha256` is a `deploymentHash`. The deployment may have failed or be gone. */
export type DeploymentRecord = { readonly sha256: string; readonly deploymentId: string };

/**
 * SHA-256, in hex, of everything that requires a new deployment: the archive, how it is built and started, and its variables.
 * Without secret ones, which cannot be read.
 */
export function deploymentHash(
	archiveSha256: string,
	{ runtime, entrypoint, commands }: DeclaredFunction,
	variables: ReadonlyMap<string, string>,
): string {
	return hashParts([archiveSha256, runtime, entrypoint, commands], variables);
}

/** The same of a site. */
export function siteDeploymentHash(
	archiveSha256: string,
	{
		framework,
		adapter,
		buildRuntime,
		installCommand,
		buildCommand,
		outputDirectory,
		fallbackFile,
	}: DeclaredSite,
	variables: ReadonlyMap<string, string>,
): string {
	const built = [
		framework,
		adapter,
		buildRuntime,
		installCommand,
		buildCommand,
		outputDirectory,
		fallbackFile,
	];
	return hashParts([archiveSha256, ...built], variables);
}

function hashParts(parts: readonly string[], variables: ReadonlyMap<string, string>): string {
	const started = [...variables]
		.filter(([key]) => key !== RECORD_VARIABLE)
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
	return createHash("sha256")
		.update(JSON.stringify([...parts, started]))
		.digest("hex");
}

export const formatRecord = ({ sha256, deploymentId }: DeploymentRecord) => `${sha256} ${deploymentId}`;

/** Null when this command deployed nothing yet, or the value is not a record. */
export function readRecord(variables: readonly PresentVariable[]): DeploymentRecord | null {
	const { value = "" } = variables.find(({ key }) => key === RECORD_VARIABLE) ?? {};
	const [, sha256, deploymentId] = /^([0-9a-f]{64}) (\S+)$/.exec(value) ?? [];
	return sha256 === undefined || deploymentId === undefined ? null : { sha256, deploymentId };
}

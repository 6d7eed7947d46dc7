import { createHash } from "node:crypto";
import type { DeclaredFunction } from "../provision/declaration.ts";
import type { PresentVariable } from "../provision/step.ts";

/** The function's variable that says what was deployed, and as which deployment. */
export const RECORD_VARIABLE = "DEPLOYED_ARCHIVE";

/** `sha256` is a `deploymentHash`; the deployment that was made of it may have failed, or be gone. */
export type DeploymentRecord = { readonly sha256: string; readonly deploymentId: string };

/**
 * SHA-256, in hex, of all that a new deployment would make a difference by: the archive, how it is built and started, and the
 * variables that its process starts with. Secret variables cannot be read, and are left out.
 */
export function deploymentHash(
	archiveSha256: string,
	{ runtime, entrypoint, commands }: DeclaredFunction,
	variables: ReadonlyMap<string, string>,
): string {
	const started = [...variables]
		.filter(([key]) => key !== RECORD_VARIABLE)
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
	const parts = JSON.stringify([archiveSha256, runtime, entrypoint, commands, started]);
	return createHash("sha256").update(parts).digest("hex");
}

export const formatRecord = ({ sha256, deploymentId }: DeploymentRecord) => `${sha256} ${deploymentId}`;

/** Null where nothing was deployed by this command, or somebody wrote another thing there. */
export function readRecord(variables: readonly PresentVariable[]): DeploymentRecord | null {
	const { value = "" } = variables.find(({ key }) => key === RECORD_VARIABLE) ?? {};
	const [, sha256, deploymentId] = /^([0-9a-f]{64}) (\S+)$/.exec(value) ?? [];
	return sha256 === undefined || deploymentId === undefined ? null : { sha256, deploymentId };
}

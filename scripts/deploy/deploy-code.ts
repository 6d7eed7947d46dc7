import { DeploymentStatus, type Models } from "node-appwrite";
import { ChatreelError } from "../../shared/core/errors.ts";
import { sleep as realSleep } from "../../shared/core/time.ts";
import { call } from "../../shared/platform/appwrite/call.ts";
import { type DeploymentPlan, formatRecord, RECORD_VARIABLE } from "./plan-deployment.ts";
import { type DeployTarget, nameTarget } from "./targets.ts";

export type DeployOptions = {
	readonly plan: DeploymentPlan;
	/** The compressed archive; empty when the plan uploads nothing. */
	readonly code: Buffer;
	/** The deployment hash of this checkout. */
	readonly sha256: string;
	/** Called with the uploaded share, 0 to 1. */
	readonly onUpload: (share: number) => void;
	/** Called with the status of the build at each poll. */
	readonly onBuild: (status: string) => void;
	readonly sleep?: (ms: number) => Promise<void>;
};

/** The server's limit of a build (`_APP_COMPUTE_BUILD_TIMEOUT`: 2700 s), plus time in its queue. */
const BUILD_LIMIT_MS = 3_600_000;
const POLL_MS = 1000;

/**
 * Deploys as planned and returns the id of the deployment that then answers. Can be called again after any end, because a
 * variable of the function or the site records the upload before the wait for its build. Rejects with DEPENDENCY_ERROR and the last lines
 * of the log when the build fails.
 */
export async function deployCode(target: DeployTarget, options: DeployOptions): Promise<string> {
	const { plan, sha256, sleep = realSleep } = options;
	const deploymentId = plan.kind === "upload" ? await upload(target, options) : plan.deploymentId;
	if (plan.kind === "upload")
		await target.setVariable(RECORD_VARIABLE, formatRecord({ sha256, deploymentId }));
	if (plan.kind !== "activate") await waitUntilBuilt(target, deploymentId, { ...options, sleep });
	await activate(target, deploymentId);
	return deploymentId;
}

/** Deletes the half deployment of a failed upload. */
async function upload(target: DeployTarget, { code, onUpload }: DeployOptions): Promise<string> {
	let startedId: string | undefined;
	try {
		const { $id } = await target.upload(code, ({ $id: id, progress }) => {
			startedId = id;
			onUpload(progress / 100);
		});
		return $id;
	} catch (error) {
		if (startedId !== undefined) {
			await target.deleteDeployment(startedId).catch(() => {});
		}
		throw error;
	}
}

async function waitUntilBuilt(
	target: DeployTarget,
	deploymentId: string,
	{ onBuild, sleep = realSleep }: DeployOptions,
): Promise<void> {
	const giveUpAt = performance.now() + BUILD_LIMIT_MS;
	for (;;) {
		const deployment = await call(() => target.getDeployment(deploymentId));
		onBuild(deployment.status);
		if (deployment.status === DeploymentStatus.Ready) return;
		if (hasEnded(deployment)) throw buildFailed(target, deployment);
		if (performance.now() > giveUpAt) {
			const message = `The build of ${nameTarget(target)} is ${deployment.status} after ${BUILD_LIMIT_MS / 60_000} minutes: check that the server's builds worker and executor run, then run this again.`;
			throw new ChatreelError("DEPENDENCY_ERROR", message);
		}
		await sleep(POLL_MS);
	}
}

const hasEnded = ({ status }: Models.Deployment) => ["failed", "canceled"].includes(status);

const LOG_LINES = 15;

function buildFailed(target: DeployTarget, { $id, status, buildLogs }: Models.Deployment): ChatreelError {
	const lines = buildLogs.trimEnd().split("\n").slice(-LOG_LINES).join("\n");
	return new ChatreelError(
		"DEPENDENCY_ERROR",
		`The build of ${nameTarget(target)} (${$id}) ${status}:\n${lines}`,
	);
}

/**
 * Activates the deployment if the server did not: Appwrite 1.9.0–1.9.6 never activates an upload of more than one chunk, because
 * it clears `activate` with the last.
 */
async function activate(target: DeployTarget, deploymentId: string): Promise<void> {
	const isActive = async () => (await target.readActiveId()) === deploymentId;
	if (await isActive()) return;
	await target.activate(deploymentId);
	if (await isActive()) return;
	const message = `The server did not activate deployment ${deploymentId} of ${nameTarget(target)}: activate it in the console, then run this again.`;
	throw new ChatreelError("DEPENDENCY_ERROR", message);
}

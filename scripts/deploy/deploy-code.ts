import { type Client, DeploymentStatus, Functions, ID, type Models } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { ChatreelError } from "../../shared/core/errors.ts";
import { sleep as realSleep } from "../../shared/core/time.ts";
import { call } from "../../shared/platform/appwrite/call.ts";
import {
	type DeploymentPlan,
	type DeploymentRecord,
	formatRecord,
	RECORD_VARIABLE,
} from "./plan-deployment.ts";

export type DeployOptions = {
	readonly functionId: string;
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
 * Deploys as planned and returns the id of the deployment that the function then runs. Can be called again after any end, because
 * a variable of the function records the upload before the wait for its build. Rejects with DEPENDENCY_ERROR and the last lines
 * of the log when the build fails.
 */
export async function deployFunction(client: Client, options: DeployOptions): Promise<string> {
	const { functionId, plan, sha256, sleep = realSleep } = options;
	const functions = new Functions(client);
	const deploymentId = plan.kind === "upload" ? await upload(functions, options) : plan.deploymentId;
	if (plan.kind === "upload") await writeRecord(functions, functionId, { sha256, deploymentId });
	if (plan.kind !== "activate") await waitUntilBuilt(functions, deploymentId, { ...options, sleep });
	await activate(functions, functionId, deploymentId);
	return deploymentId;
}

/** Deletes the half deployment of a failed upload. */
async function upload(functions: Functions, { functionId, code, onUpload }: DeployOptions): Promise<string> {
	let startedId: string | undefined;
	try {
		const { $id } = await functions.createDeployment({
			functionId,
			code: InputFile.fromBuffer(code, "code.tar.gz"),
			activate: true,
			onProgress: ({ $id: id, progress }) => {
				startedId = id;
				onUpload(progress / 100);
			},
		});
		return $id;
	} catch (error) {
		if (startedId !== undefined) {
			await functions.deleteDeployment({ functionId, deploymentId: startedId }).catch(() => {});
		}
		throw error;
	}
}

async function writeRecord(
	functions: Functions,
	functionId: string,
	record: DeploymentRecord,
): Promise<void> {
	const key = RECORD_VARIABLE;
	const value = formatRecord(record);
	const { variables } = await functions.listVariables({ functionId });
	const found = variables.find((each) => each.key === key);
	if (found === undefined) {
		await functions.createVariable({ functionId, variableId: ID.unique(), key, value, secret: false });
	} else {
		await functions.updateVariable({ functionId, variableId: found.$id, key, value });
	}
}

async function waitUntilBuilt(
	functions: Functions,
	deploymentId: string,
	{ functionId, onBuild, sleep = realSleep }: DeployOptions,
): Promise<void> {
	const giveUpAt = performance.now() + BUILD_LIMIT_MS;
	for (;;) {
		const deployment = await call(() => functions.getDeployment({ functionId, deploymentId }));
		onBuild(deployment.status);
		if (deployment.status === DeploymentStatus.Ready) return;
		if (hasEnded(deployment)) throw buildFailed(functionId, deployment);
		if (performance.now() > giveUpAt) {
			const message = `The build of ${functionId} is ${deployment.status} after ${BUILD_LIMIT_MS / 60_000} minutes: check that the server's builds worker and executor run, then run this again.`;
			throw new ChatreelError("DEPENDENCY_ERROR", message);
		}
		await sleep(POLL_MS);
	}
}

const hasEnded = ({ status }: Models.Deployment) => ["failed", "canceled"].includes(status);

const LOG_LINES = 15;

function buildFailed(functionId: string, { $id, status, buildLogs }: Models.Deployment): ChatreelError {
	const lines = buildLogs.trimEnd().split("\n").slice(-LOG_LINES).join("\n");
	return new ChatreelError("DEPENDENCY_ERROR", `The build of ${functionId} (${$id}) ${status}:\n${lines}`);
}

/**
 * Activates the deployment if the server did not: Appwrite 1.9.0–1.9.6 never activates an upload of more than one chunk, because
 * it clears `activate` with the last.
 */
async function activate(functions: Functions, functionId: string, deploymentId: string): Promise<void> {
	const isActive = async () => (await functions.get({ functionId })).deploymentId === deploymentId;
	if (await isActive()) return;
	await functions.updateFunctionDeployment({ functionId, deploymentId });
	if (await isActive()) return;
	const message = `The server did not activate deployment ${deploymentId} of ${functionId}: activate it in the console, then run this again.`;
	throw new ChatreelError("DEPENDENCY_ERROR", message);
}

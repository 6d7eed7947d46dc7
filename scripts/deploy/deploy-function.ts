import { type Client, DeploymentStatus, Functions, ID, type Models } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { sleep as realSleep } from "../../shared/core/deadline.ts";
import { ChatreelError } from "../../shared/core/errors.ts";
import { call } from "../../shared/platform/appwrite/call.ts";
import { type DeploymentRecord, formatRecord, RECORD_VARIABLE } from "./deployment-record.ts";
import type { DeploymentPlan } from "./plan-deployment.ts";

export type DeployOptions = {
	readonly functionId: string;
	readonly plan: DeploymentPlan;
	/** The compressed archive; empty where the plan uploads nothing. */
	readonly code: Buffer;
	/** The deployment hash that is noted with the new deployment. */
	readonly sha256: string;
	/** Share of the upload, 0 to 1. */
	readonly onUpload: (share: number) => void;
	/** The status of the build, each time it is asked for. */
	readonly onBuild: (status: string) => void;
	readonly sleep?: (ms: number) => Promise<void>;
};

/** What a server gives a build (`_APP_COMPUTE_BUILD_TIMEOUT`: 2700 s), and a time to wait for others before that. */
const BUILD_LIMIT_MS = 3_600_000;
const POLL_MS = 1000;

/**
 * Does what is planned, until the function runs the deployment, and gives its id. Can be called again after any end: what was
 * uploaded is noted in a variable of the function before its build is waited for. Rejects with DEPENDENCY_ERROR where the build
 * fails, with its last words.
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

/** What a failed upload leaves behind is deleted, so that no half deployment is listed. */
async function upload(functions: Functions, { functionId, code, onUpload }: DeployOptions): Promise<string> {
	let begun: string | undefined;
	try {
		const { $id } = await functions.createDeployment({
			functionId,
			code: InputFile.fromBuffer(code, "code.tar.gz"),
			activate: true,
			onProgress: ({ $id: id, progress }) => {
				begun = id;
				onUpload(progress / 100);
			},
		});
		return $id;
	} catch (error) {
		if (begun !== undefined) {
			await functions.deleteDeployment({ functionId, deploymentId: begun }).catch(() => {});
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
			const message = `The build of ${functionId} is ${deployment.status} after ${BUILD_LIMIT_MS / 60_000} minutes: look whether the server's builds worker and executor run, then run this again.`;
			throw new ChatreelError("DEPENDENCY_ERROR", message);
		}
		await sleep(POLL_MS);
	}
}

const hasEnded = ({ status }: Models.Deployment) => ["failed", "canceled"].includes(status);

/** How many of a build's last lines are shown. */
const LOG_LINES = 15;

function buildFailed(functionId: string, { $id, status, buildLogs }: Models.Deployment): ChatreelError {
	const lines = buildLogs.trimEnd().split("\n").slice(-LOG_LINES).join("\n");
	return new ChatreelError("DEPENDENCY_ERROR", `The build of ${functionId} (${$id}) ${status}:\n${lines}`);
}

/**
 * Appwrite 1.9.0–1.9.6 activates no deployment that came in more than one chunk, whatever was asked (it clears `activate` with
 * the last chunk): so the function is asked what it runs, and told.
 */
async function activate(functions: Functions, functionId: string, deploymentId: string): Promise<void> {
	const isActive = async () => (await functions.get({ functionId })).deploymentId === deploymentId;
	if (await isActive()) return;
	await functions.updateFunctionDeployment({ functionId, deploymentId });
	if (await isActive()) return;
	const message = `The server did not activate deployment ${deploymentId} of ${functionId}: activate it in the console, then run this again.`;
	throw new ChatreelError("DEPENDENCY_ERROR", message);
}

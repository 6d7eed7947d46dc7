import type { Client } from "node-appwrite";
import type { StepReporter } from "../cli/progress-bar.ts";
import { applySteps } from "../provision/apply-steps.ts";
import { createAddress } from "./addresses.ts";
import { compressArchive } from "./archive.ts";
import { deployFunction } from "./deploy-function.ts";
import type { DeployPlan } from "./plan-deploy.ts";
import { addWebHost } from "./web-hosts.ts";

/** Another run continues after one that was stopped. */
export async function applyDeploy(
	client: Client,
	plan: DeployPlan,
	reporter: StepReporter,
	say: (line: string) => void,
): Promise<void> {
	await provision(client, plan, reporter);
	for (const { functionId, archive, sha256, deployment } of plan.functions) {
		if (deployment === null) continue;
		const code = deployment.kind === "upload" ? await compressArchive(archive) : Buffer.alloc(0);
		const size = deployment.kind === "upload" ? ` (${megabytes(code.length)})` : "";
		reporter.step(`Deploying ${functionId}${size}`);
		const deploymentId = await deployFunction(client, {
			functionId,
			plan: deployment,
			code,
			sha256,
			onUpload: (share) => reporter.progress(share, "uploaded"),
			onBuild: (status) => reporter.progress(1, status),
		});
		reporter.end();
		say(`Function ${functionId} runs deployment ${deploymentId}.`);
	}
	for (const functionId of plan.unaddressed) {
		if (plan.functionsDomain !== null)
			await createAddress(client, client.config.project, functionId, plan.functionsDomain);
	}
	for (const host of plan.webHosts) await addWebHost(client, host);
}

async function provision(client: Client, { steps }: DeployPlan, reporter: StepReporter): Promise<void> {
	const automatic = steps.filter(({ kind }) => kind !== "by hand");
	if (automatic.length === 0) return;
	reporter.step(`Provisioning (${automatic.length} steps)`);
	let done = 0;
	await applySteps(client, automatic, () => {
		done += 1;
		reporter.progress(done / automatic.length, `${done}`);
	});
	reporter.end();
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

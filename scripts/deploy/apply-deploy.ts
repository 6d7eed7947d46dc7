import type { Client } from "node-appwrite";
import type { StepReporter } from "../cli/progress-bar.ts";
import { applySteps } from "../provision/apply-steps.ts";
import type { Step } from "../provision/step.ts";
import { createAddress, createSiteAddress } from "./addresses.ts";
import { compressArchive } from "./archive.ts";
import { deployCode } from "./deploy-code.ts";
import type { DeployPlan } from "./plan-deploy.ts";
import { nameTarget } from "./targets.ts";
import { addWebHost } from "./web-hosts.ts";

/** Another run continues after one that was stopped. */
export async function applyDeploy(
	client: Client,
	plan: DeployPlan,
	reporter: StepReporter,
	say: (line: string) => void,
): Promise<void> {
	const isOfSite = ({ kind }: Step) => kind === "create site" || kind === "update site";
	const deploy = async (kind: "function" | "site") => {
		for (const each of plan.code) {
			if (each.target.kind === kind) await deployOne(each, reporter, say);
		}
	};
	await provision(
		client,
		plan.steps.filter((step) => !isOfSite(step)),
		reporter,
	);
	await deploy("function");
	for (const functionId of plan.unaddressed) {
		if (plan.functionsDomain !== null)
			await createAddress(client, client.config.project, functionId, plan.functionsDomain);
	}
	// Last, since the bundle works without it.
	await provision(client, plan.steps.filter(isOfSite), reporter);
	await deploy("site");
	for (const siteId of plan.unaddressedSites) await createSiteAddress(client, client.config.project, siteId);
	for (const host of plan.webHosts) await addWebHost(client, host);
}

async function deployOne(
	{ target, archive, sha256, deployment }: DeployPlan["code"][number],
	reporter: StepReporter,
	say: (line: string) => void,
): Promise<void> {
	if (deployment === null) return;
	const code = deployment.kind === "upload" ? await compressArchive(archive) : Buffer.alloc(0);
	const size = deployment.kind === "upload" ? ` (${megabytes(code.length)})` : "";
	reporter.step(`Deploying ${target.id}${size}`);
	const deploymentId = await deployCode(target, {
		plan: deployment,
		code,
		sha256,
		onUpload: (share) => reporter.progress(share, "uploaded"),
		onBuild: (status) => reporter.progress(1, status),
	});
	reporter.end();
	const name = nameTarget(target);
	say(`${name[0]?.toUpperCase()}${name.slice(1)} runs deployment ${deploymentId}.`);
}

async function provision(client: Client, steps: readonly Step[], reporter: StepReporter): Promise<void> {
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

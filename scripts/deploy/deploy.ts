import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openHealth } from "../../shared/app/health-command.ts";
import { statusOf } from "../../shared/health/health-json.ts";
import { type AppwriteClient, type Connection, createClient } from "../../shared/platform/appwrite/client.ts";
import { type Env, inspectEnv } from "../../shared/platform/node/env.ts";
import { buildBundles } from "../build/build-bundles.ts";
import { EXIT } from "../cli/exit.ts";
import { formatHealth } from "../cli/format-health.ts";
import { formatTable } from "../cli/format-table.ts";
import { createStepReporter } from "../cli/progress-bar.ts";
import { ROOT } from "../cli/root.ts";
import { type Declaration, type DeclaredFunction, parseDeclaration } from "../provision/declaration.ts";
import { readPresent } from "../provision/read-present.ts";
import type { Variables } from "../provision/step.ts";
import { guessFunctionsDomain, listAddresses } from "./addresses.ts";
import { applyDeploy } from "./apply-deploy.ts";
import { type Archive, packFolder } from "./archive.ts";
import { chooseServiceKey, writeKey } from "./choose-service-key.ts";
import { confirm } from "./confirm.ts";
import type { DeployArguments } from "./deploy-arguments.ts";
import { describePlan, planDeploy } from "./plan-deploy.ts";
import { describeVideo, tryVideo } from "./try-video.ts";

export type DeploySurroundings = {
	readonly connection: Connection;
	readonly env: Env;
	/** The functions' variables that are set here. */
	readonly variables: Variables;
	readonly options: DeployArguments;
};

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Gives the command's exit code. What is done when it rejects stays done, and another run goes on from there. */
export async function deploy({ connection, env, variables, options }: DeploySurroundings): Promise<number> {
	const { isCheck, isYes, serviceKeyFile, webHosts, triesVideo } = options;
	const client = createClient(connection);
	const declared = readDeclaration(options.specification);
	say(`Appwrite at ${connection.endpoint}, project ${connection.projectId}`);
	const present = await readPresent(client, declared);
	const key = chooseServiceKey(declared, present, env.SERVICE_KEY, serviceKeyFile);
	const plan = await planDeploy(client, present, {
		declared,
		variables: withServiceKey(variables, key.mustSet ? key.value : undefined),
		archives: await buildArchives(),
		functionsDomain:
			options.functionsDomain === "none"
				? null
				: (options.functionsDomain ?? guessFunctionsDomain(connection.endpoint)),
		webHosts,
	});
	const todo = describePlan(plan);
	if (todo.length === 0) say("Everything is as this checkout has it.");
	for (const line of todo) say(`  ${line}`);
	if (isCheck) return todo.length === 0 ? EXIT.ok : EXIT.failed;
	const byHand = plan.steps.filter(({ kind }) => kind === "by hand");
	if (byHand.length > 0) {
		say("Do by hand what the server cannot, then run this again; nothing was changed.");
		return EXIT.failed;
	}
	if (todo.length > 0 && !isYes && !(await confirm("Do this?"))) {
		say("Nothing was changed.");
		return EXIT.failed;
	}
	if (key.isNew && key.value !== undefined) showKey(key.value, serviceKeyFile);
	const reporter = createStepReporter(process.stderr);
	try {
		await applyDeploy(client, plan, reporter, say);
	} finally {
		reporter.end();
	}
	await showAddresses(
		client,
		connection,
		plan.functions.map(({ functionId }) => functionId),
	);
	const isWell = await checkHealth(connection, { ...env, SERVICE_KEY: key.value });
	const isDeployed = plan.functions.some(({ deployment }) => deployment !== null);
	if (triesVideo ?? isDeployed) say(`\n${describeVideo(await tryVideo(client))}`);
	return isWell ? EXIT.ok : EXIT.failed;
}

function readDeclaration(specification: string | null): Declaration {
	const declared = parseDeclaration(readFileSync(join(ROOT, "appwrite.json"), "utf8"));
	if (specification === null) return declared;
	const sized = (plan: DeclaredFunction) =>
		plan.$id === "render" ? { ...plan, runtimeSpecification: specification } : plan;
	return { ...declared, functions: declared.functions.map(sized) };
}

function withServiceKey({ SERVICE_KEY: _given, ...others }: Variables, key: string | undefined): Variables {
	return key === undefined ? others : { ...others, SERVICE_KEY: key };
}

async function buildArchives(): Promise<ReadonlyMap<string, Archive>> {
	const archives = new Map<string, Archive>();
	for (const { name, dir } of await buildBundles(ROOT, join(ROOT, "dist"))) {
		archives.set(name, await packFolder(dir));
	}
	return archives;
}

function showKey(key: string, file: string | null): void {
	if (file !== null) writeKey(file, key);
	const where = file === null ? key : `in ${file}, which only this user can read`;
	const note = file === null ? "\n  (made now, and shown this once: no server tells it again)" : "";
	say(`service key  ${where}${note}`);
}

async function showAddresses(
	client: AppwriteClient,
	{ endpoint }: Connection,
	ids: readonly string[],
): Promise<void> {
	const addresses = await listAddresses(client, endpoint);
	const rows = ids.map((id) => [
		`function ${id}`,
		addresses.get(id) ?? "no address of its own: call it by an execution",
	]);
	say(`\n${formatTable(rows)}\n`);
}

/** These ask the render function, which wants the service key. */
const BY_SERVICE_KEY = ["render", "configuration"];

/** Tells how the deployment is; false where a check fails. */
async function checkHealth(connection: Connection, env: Env): Promise<boolean> {
	const all = await openHealth(connection, env, inspectEnv().faults, () => {}).check();
	const isKnown = env.SERVICE_KEY !== undefined;
	const checks = isKnown ? all : all.filter(({ name }) => !BY_SERVICE_KEY.includes(name));
	say(formatHealth(checks));
	if (!isKnown) say("Not looked at, for want of SERVICE_KEY: render, configuration.");
	return statusOf(checks) !== "fail";
}

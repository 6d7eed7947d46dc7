import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stderr, stdin } from "node:process";
import { createInterface } from "node:readline/promises";
import { openHealth } from "../shared/app/health-command.ts";
import { worstStatus } from "../shared/health/check.ts";
import { type Connection, createClient } from "../shared/platform/appwrite/client.ts";
import { type Env, inspectEnv, readEnv, readFunctionVariables } from "../shared/platform/node/env.ts";
import { buildBundles } from "./build/build-bundles.ts";
import { writeStudio } from "./build/write-studio.ts";
import { EXIT, printUsage, runCommand } from "./cli/exit.ts";
import { formatHealth } from "./cli/format-health.ts";
import { createStepReporter } from "./cli/progress-bar.ts";
import { requireConnection } from "./cli/require-connection.ts";
import { ROOT } from "./cli/root.ts";
import { guessFunctionsDomain } from "./deploy/addresses.ts";
import { applyDeploy } from "./deploy/apply-deploy.ts";
import { type Archive, packFolder } from "./deploy/archive.ts";
import { chooseServiceKey, writeKey } from "./deploy/choose-service-key.ts";
import { type DeployArguments, readDeployArguments, USAGE } from "./deploy/deploy-arguments.ts";
import { describePlan, planDeploy } from "./deploy/plan-deploy.ts";
import { checkSites, showAddresses } from "./deploy/show-addresses.ts";
import { describeVideo, tryVideo } from "./deploy/try-video.ts";
import { type Declaration, type DeclaredFunction, parseDeclaration } from "./provision/declaration.ts";
import { explainRefusal, requireServer } from "./provision/explain-refusal.ts";
import { readPresent } from "./provision/read-present.ts";
import type { Variables } from "./provision/step.ts";

/** These checks call the render function, which needs the service key. */
const BY_SERVICE_KEY = ["render", "configuration"];

await runCommand(USAGE, async () => {
	const options = readDeployArguments();
	if (options.isHelp) return printUsage(USAGE);
	const env = readEnv();
	const connection = requireConnection(env);
	try {
		await requireServer(connection.endpoint);
		return await deploy({ connection, env, variables: readFunctionVariables(), options });
	} catch (error) {
		throw explainRefusal(error, connection);
	}
});

type DeployInput = {
	readonly connection: Connection;
	readonly env: Env;
	/** The functions' variables that are set on this machine. */
	readonly variables: Variables;
	readonly options: DeployArguments;
};

/** Returns the exit code. What was done before an error stays done, and another run continues from there. */
async function deploy({ connection, env, variables, options }: DeployInput): Promise<number> {
	const { isCheck, isYes, serviceKeyFile, webHosts, triesVideo } = options;
	const client = createClient(connection);
	const declared = readDeclaration(options.specification);
	say(`Appwrite at ${connection.endpoint}, project ${connection.projectId}`);
	const present = await readPresent(client, declared);
	const key = chooseServiceKey(declared, present, env.SERVICE_KEY, serviceKeyFile);
	if (present.withoutSites !== null)
		say(`Without the studio, which would be a site: ${present.withoutSites}`);
	const plan = await planDeploy(client, present, {
		declared,
		variables: withServiceKey(variables, key.mustSet ? key.value : undefined),
		archives: await buildArchives(env.EMOJI_FONT, connection),
		functionsDomain:
			options.functionsDomain === "none"
				? null
				: (options.functionsDomain ?? guessFunctionsDomain(connection.endpoint)),
		webHosts,
	});
	const todo = describePlan(plan);
	if (todo.length === 0) say("Nothing differs from this checkout.");
	for (const line of todo) say(`  ${line}`);
	if (isCheck) return todo.length === 0 ? EXIT.ok : EXIT.failed;
	const byHand = plan.steps.filter(({ kind }) => kind === "by hand");
	if (byHand.length > 0) {
		say("Nothing was changed. Do by hand what this command cannot, then run it again.");
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
	await showAddresses(client, connection, plan, say);
	const isWell = await checkHealth(connection, { ...env, SERVICE_KEY: key.value });
	const isServed = await checkSites(client, connection, plan, say);
	const isDeployed = plan.code.some(({ deployment }) => deployment !== null);
	if (triesVideo ?? isDeployed) say(`\n${describeVideo(await tryVideo(client))}`);
	return isWell && isServed ? EXIT.ok : EXIT.failed;
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

async function buildArchives(
	emojiFont: string | undefined,
	{ endpoint, projectId }: Connection,
): Promise<ReadonlyMap<string, Archive>> {
	const archives = new Map<string, Archive>();
	const built = [
		...(await buildBundles(ROOT, join(ROOT, "dist"), emojiFont)),
		await writeStudio(ROOT, join(ROOT, "dist/studio"), { endpoint, projectId }),
	];
	for (const { name, dir } of built) {
		archives.set(name, await packFolder(dir));
	}
	return archives;
}

function showKey(key: string, file: string | null): void {
	if (file !== null) writeKey(file, key);
	const where = file === null ? key : `in ${file}, readable by this user alone`;
	const note = file === null ? "\n  (new, and shown only now: the server never shows it)" : "";
	say(`service key  ${where}${note}`);
}

/** Prints the checks. False when one fails. */
async function checkHealth(connection: Connection, env: Env): Promise<boolean> {
	const all = await openHealth(connection, env, inspectEnv().faults, () => {}).check();
	const isKnown = env.SERVICE_KEY !== undefined;
	const checks = isKnown ? all : all.filter(({ name }) => !BY_SERVICE_KEY.includes(name));
	say(formatHealth(checks));
	if (!isKnown) say("Not checked, because SERVICE_KEY is not known here: render, configuration.");
	return worstStatus(checks) !== "fail";
}

/** Without a terminal nobody can answer, and the call itself is the answer. */
async function confirm(question: string): Promise<boolean> {
	if (!stdin.isTTY || !stderr.isTTY) return true;
	const terminal = createInterface({ input: stdin, output: stderr });
	try {
		return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
	} finally {
		terminal.close();
	}
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

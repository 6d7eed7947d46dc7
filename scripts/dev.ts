import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ChatreelError } from "../shared/core/errors.ts";
import { readEnv, readFunctionVariables } from "../shared/platform/node/env.ts";
import { buildBundles } from "./build/build-bundles.ts";
import { writeStudio } from "./build/write-studio.ts";
import { EXIT, printUsage, runCommand, UsageError } from "./cli/exit.ts";
import { DEFAULT_DATA, ROOT } from "./cli/root.ts";
import { type Config, parseConfig } from "./local-appwrite/config.ts";
import { dataFolderFailure } from "./local-appwrite/data-folder.ts";
import { type OpenServer, ownServer } from "./local-appwrite/own-or-join.ts";
import { readServerFile } from "./local-appwrite/server-file.ts";
import { serviceKeyOf } from "./local-appwrite/service-key.ts";

const USAGE = `Usage: npm run dev -- [options]

Runs an Appwrite on this machine (127.0.0.1 only) with the tables, buckets and functions of appwrite.json, and the
studio, which it builds first.
The functions get the variables of docs/deploy.md.
With --empty there is only a project with an API key, as on an Appwrite before the first deployment.

  --port N     its port (default 9500); the functions' addresses use the ports after it. 0: any free ports
  --data DIR   its data (default .local)
  --empty      declare and build nothing, pass on no variables; keeps what was deployed there before
  --json       print {endpoint, projectId, apiKey, serviceKey, domains, sites} as JSON, the first line on stdout once ready (use
               npm run -s); with --empty, serviceKey is null, and domains and sites are {}
  --help       print this help

Ctrl+C or SIGTERM stops it. Exit codes: 0 stopped, 1 failed, 2 unknown flag.`;

await runCommand(USAGE, async () => {
	const { values } = parseArgs({
		options: {
			port: { type: "string", default: "9500" },
			data: { type: "string", default: DEFAULT_DATA },
			empty: { type: "boolean", default: false },
			json: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) return printUsage(USAGE);
	const stopRequested = new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, resolve);
	});
	const dataDir = resolve(values.data);
	const port = readPort(values.port);
	const { config, serviceKey, variables } = values.empty ? emptyProject() : await declaredProject(dataDir);
	const server = await ownServer({ dataDir, port, config, variables }).catch((error: unknown) => {
		throw isPortTaken(error)
			? failed(`Port ${error.port} is taken. Choose another with --port.`)
			: dataFolderFailure(dataDir, error);
	});
	if (server === null) throw failed(describeRunning(dataDir));
	// Only now is its address known, which the page is built for.
	for (const { codeDir } of config.sites) await writeStudio(ROOT, codeDir, server);
	process.stdout.write(
		values.json ? formatJson(server, serviceKey) : formatText(server, dataDir, serviceKey),
	);
	await stopRequested;
	await server.close({ now: true });
	return EXIT.ok;
});

type Project = {
	readonly config: Config;
	readonly serviceKey: string | null;
	readonly variables: Readonly<Record<string, string>>;
};

async function declaredProject(dataDir: string): Promise<Project> {
	const declared = parseConfig(readFileSync(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	// Not from dist/, where a build for another server may come.
	const sites = declared.sites.map((site) => ({ ...site, codeDir: join(dataDir, "sites", site.id) }));
	const config = { ...declared, sites };
	await buildBundles(ROOT, join(ROOT, "dist"), readEnv().EMOJI_FONT);
	const serviceKey = serviceKeyOf(dataDir);
	return { config, serviceKey, variables: { SERVICE_KEY: serviceKey, ...readFunctionVariables() } };
}

function emptyProject(): Project {
	return { config: parseConfig("{}", ROOT), serviceKey: null, variables: {} };
}

function failed(message: string): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", message);
}

function readPort(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= 65_535) return port;
	throw new UsageError(`--port: expected a port, 0–65535, received "${text}"`);
}

function isPortTaken(error: unknown): error is Error & { readonly port: number } {
	return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function describeRunning(dataDir: string): string {
	const file = readServerFile(dataDir);
	const where = file === null ? "" : `: ${file.endpoint} (process ${file.pid})`;
	return `An Appwrite already runs on ${dataDir}${where}. Stop it, or choose another folder with --data.`;
}

function formatJson(
	{ endpoint, projectId, apiKey, domains, own }: OpenServer,
	serviceKey: string | null,
): string {
	const sites = own?.sites ?? {};
	return `${JSON.stringify({ endpoint, projectId, apiKey, serviceKey, domains, sites })}\n`;
}

function formatText(
	{ endpoint, projectId, apiKey, domains, own }: OpenServer,
	dataDir: string,
	serviceKey: string | null,
): string {
	const lines: readonly (readonly [string, string])[] = [
		["endpoint", endpoint],
		["project", projectId],
		["API key", apiKey],
		...(serviceKey === null ? [] : [["service key", serviceKey] as const]),
		["data", dataDir],
		...Object.entries(domains).map(([id, address]) => [`function ${id}`, address] as const),
		...Object.entries(own?.sites ?? {}).map(([id, address]) => [id, address] as const),
	];
	const width = Math.max(...lines.map(([name]) => name.length));
	const table = lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n");
	return `A local Appwrite runs.\n\n${table}\n\nCtrl+C stops it.\n`;
}

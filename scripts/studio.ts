import { parseArgs } from "node:util";
import { ChatreelError } from "../shared/core/errors.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { buildStudio } from "./build/studio.ts";
import { EXIT, printUsage, runCommand, UsageError } from "./cli/exit.ts";
import { DEFAULT_DATA, ROOT } from "./cli/root.ts";
import { readServerFile } from "./local-appwrite/server-file.ts";
import { chooseServer } from "./studio/choose-server.ts";
import { serveStudio } from "./studio/serve-studio.ts";

const USAGE = `Usage: npm run studio -- [options]

Builds the studio and serves it on this machine (127.0.0.1 only): a page to write a conversation and see it play.

  --port N        its port (default 9400). 0: any free port
  --endpoint URL  the Appwrite on which the page renders, and no other. Default: APPWRITE_ENDPOINT and
                  APPWRITE_PROJECT_ID, else the one of npm run dev when it runs, else none
  --project ID    its project
  --help          print this help

Prints its address. Ctrl+C or SIGTERM stops it. Exit codes: 0 stopped, 1 failed, 2 unknown flag.`;

await runCommand(USAGE, async () => {
	const { values } = parseArgs({
		options: {
			port: { type: "string", default: "9400" },
			endpoint: { type: "string" },
			project: { type: "string" },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) return printUsage(USAGE);
	const stopRequested = new Promise((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, resolve);
	});
	const port = readPort(values.port);
	const target = chooseServer({ given: values, env: readEnv(), local: readServerFile(DEFAULT_DATA) });
	const files = await buildStudio(ROOT, target);
	const server = await serveStudio(files, port, target?.endpoint).catch((error: unknown) => {
		throw isPortTaken(error)
			? new ChatreelError("DEPENDENCY_ERROR", `Port ${port} is taken. Choose another with --port.`)
			: error;
	});
	process.stdout.write(`${server.address}\n`);
	await stopRequested;
	await server.close();
	return EXIT.ok;
});

function readPort(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= 65_535) return port;
	throw new UsageError(`--port: expected a port, 0–65535, received "${text}"`);
}

function isPortTaken(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

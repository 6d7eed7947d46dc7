import { createClient } from "../shared/platform/appwrite/client.ts";
import { callRender } from "../shared/platform/appwrite/executions.ts";
import { type Env, readEnv } from "../shared/platform/node/env.ts";
import { type BatchArguments, readBatchArguments, USAGE } from "./batch-command/batch-arguments.ts";
import { createBoard } from "./batch-command/board.ts";
import { checkPictures } from "./batch-command/check-pictures.ts";
import { createFetch, downloadVideos } from "./batch-command/download-videos.ts";
import { embedPictures } from "./batch-command/embed-pictures.ts";
import { openManifest, saveManifest } from "./batch-command/manifest.ts";
import { readItems } from "./batch-command/read-items.ts";
import { renderLocal } from "./batch-command/render-local.ts";
import { renderRemote } from "./batch-command/render-remote.ts";
import { chooseExitCode, formatSummary } from "./batch-command/summary-table.ts";
import { EXIT, InputError, printUsage, runCommand, UsageError } from "./cli/exit.ts";
import { findServiceKey } from "./cli/find-service-key.ts";
import { interruptSignal } from "./cli/interrupt.ts";
import { type OpenAppwrite, openAppwrite } from "./cli/open-appwrite.ts";

await runCommand(USAGE, async () => {
	const args = readBatchArguments(process.argv.slice(2));
	if (args.help) return printUsage(USAGE);
	const env = readEnv();
	const read = readItems(args.files, env.MAX_MESSAGES);
	const items = await (args.remote ? embedPictures(read, env.MAX_MESSAGES) : checkPictures(read));
	if (items.length === 0) throw new InputError("These files hold no job.");
	const manifest = openManifest(args.outDir, args.resume);
	const interrupt = interruptSignal("The batch was stopped.");
	const { signal } = interrupt;
	const appwrite = await openAppwrite(env, args.data);
	const board = createBoard(args.json ? process.stderr : process.stdout, items);
	try {
		const { connection } = appwrite;
		const save = () => saveManifest(args.outDir, manifest);
		const warnings: string[] = [];
		const warn = (message: string) => warnings.push(message);
		const run = args.remote
			? await renderRemote(items, {
					call: createRenderCall(env, appwrite, args),
					board,
					manifest,
					save,
					signal,
				})
			: {
					summary: await renderLocal(items, args, { env, connection, board, manifest, signal, warn }),
					problem: null,
				};
		board.end();
		const { problem } = run;
		const place = { outDir: args.outDir, fetchFile: createFetch(createClient(connection)), signal };
		const { summary, failures } = args.download
			? await downloadVideos(run.summary, items, place)
			: { summary: run.summary, failures: [] };
		process.stdout.write(args.json ? `${JSON.stringify(summary)}\n` : `\n${formatSummary(summary, items)}\n`);
		for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
		for (const failure of failures)
			process.stderr.write(`${failure}. The same call with --resume downloads it.\n`);
		if (problem !== null) throw problem;
		if (signal.aborted) process.stderr.write("Stopped. The same call with --resume continues.\n");
		return signal.aborted || failures.length > 0 ? EXIT.failed : chooseExitCode(summary);
	} finally {
		board.end();
		await appwrite.close();
		interrupt.clear();
	}
});

function createRenderCall(env: Env, { connection, runsFunctions }: OpenAppwrite, { data }: BatchArguments) {
	if (!runsFunctions)
		throw new UsageError("--remote: no functions run here. Start `npm run dev`, or set APPWRITE_ENDPOINT.");
	const serviceKey = findServiceKey(env, data);
	if (serviceKey === undefined)
		throw new UsageError("--remote: set SERVICE_KEY to the key of the functions.");
	const client = createClient(connection);
	return (call: Parameters<typeof callRender>[2]) => callRender(client, serviceKey, call);
}

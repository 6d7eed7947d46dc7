import { createClient } from "../shared/platform/appwrite/client.ts";
import { callRender } from "../shared/platform/appwrite/executions.ts";
import { type Env, readEnv } from "../shared/platform/node/env.ts";
import { type BatchArguments, readBatchArguments, USAGE } from "./batch-command/batch-arguments.ts";
import { createBoard } from "./batch-command/board.ts";
import { checkPictures } from "./batch-command/check-pictures.ts";
import { createFetch, downloadVideos } from "./batch-command/download-videos.ts";
import { embedPictures } from "./batch-command/embed-pictures.ts";
import { openManifest, saveManifest } from "./batch-command/manifest.ts";
import { type BatchItem, readItems } from "./batch-command/read-items.ts";
import { type LocalOptions, renderLocal } from "./batch-command/render-local.ts";
import { renderRemote } from "./batch-command/render-remote.ts";
import { chooseExitCode, formatSummary } from "./batch-command/summary-table.ts";
import { EXIT, InputError, printUsage, runCommand, UsageError } from "./cli/exit.ts";
import { findServiceKey } from "./cli/find-service-key.ts";
import { interruptSignal } from "./cli/interrupt.ts";
import { type OpenAppwrite, openAppwrite } from "./cli/open-appwrite.ts";
import { openLedger } from "./cli/open-ledger.ts";

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
	const board = createBoard(args.json ? process.stderr : process.stdout, items);
	const warnings: string[] = [];
	const opened = args.remote
		? await openAppwrite(env, args.data)
		: await openLedger(env, args.data, { bucket: false });
	try {
		const local = { env, board, manifest, signal, warn: (message: string) => warnings.push(message) };
		const { summary, failures, problem } =
			"store" in opened
				? {
						summary: await renderLocal(items, args, { ...local, store: opened.store }),
						...{ failures: [], problem: null },
					}
				: await renderThere(items, args, opened, { env, board, manifest, signal });
		board.end();
		process.stdout.write(args.json ? `${JSON.stringify(summary)}\n` : `\n${formatSummary(summary, items)}\n`);
		for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
		for (const failure of failures)
			process.stderr.write(`${failure}. The same call with --resume downloads it.\n`);
		if (problem !== null) throw problem;
		if (signal.aborted) process.stderr.write("Stopped. The same call with --resume continues.\n");
		return signal.aborted || failures.length > 0 ? EXIT.failed : chooseExitCode(summary);
	} finally {
		board.end();
		await opened.close();
		interrupt.clear();
	}
});

/** Has the functions of an Appwrite render the items, and downloads the videos. */
async function renderThere(
	items: readonly BatchItem[],
	args: BatchArguments,
	appwrite: OpenAppwrite,
	{ env, board, manifest, signal }: Pick<LocalOptions, "env" | "board" | "manifest" | "signal">,
) {
	const save = () => saveManifest(args.outDir, manifest);
	const call = createRenderCall(env, appwrite, args);
	const { summary, problem } = await renderRemote(items, { call, board, manifest, save, signal });
	board.end();
	if (!args.download) return { summary, problem, failures: [] };
	const fetchFile = createFetch(createClient(appwrite.connection));
	const downloaded = await downloadVideos(summary, items, { outDir: args.outDir, fetchFile, signal });
	return { ...downloaded, problem };
}

function createRenderCall(env: Env, { connection, runsFunctions }: OpenAppwrite, { data }: BatchArguments) {
	if (!runsFunctions)
		throw new UsageError("--remote: no functions run here. Start `npm run dev`, or set APPWRITE_ENDPOINT.");
	const serviceKey = findServiceKey(env, data);
	if (serviceKey === undefined)
		throw new UsageError("--remote: set SERVICE_KEY to the key of the functions.");
	const client = createClient(connection);
	return (call: Parameters<typeof callRender>[2]) => callRender(client, serviceKey, call);
}

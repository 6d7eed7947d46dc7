import { createClient } from "../shared/platform/appwrite/client.ts";
import { callRender } from "../shared/platform/appwrite/executions.ts";
import { type Env, readEnv } from "../shared/platform/node/env.ts";
import { type BatchArguments, readArguments, USAGE } from "./batch-command/arguments.ts";
import { createBoard } from "./batch-command/board.ts";
import { downloadAll, fetchFrom } from "./batch-command/download.ts";
import { readItems } from "./batch-command/items.ts";
import { openManifest, saveManifest } from "./batch-command/manifest.ts";
import { renderHere } from "./batch-command/render-here.ts";
import { renderThere } from "./batch-command/render-there.ts";
import { exitCodeOf, summaryTable } from "./batch-command/summary.ts";
import { EXIT, InputError, runCommand, UsageError } from "./cli/exit.ts";
import { interruptSignal } from "./cli/interrupt.ts";
import { type OpenAppwrite, openAppwrite } from "./cli/open-appwrite.ts";
import { serviceKeyFor } from "./cli/service-key-for.ts";

await runCommand(USAGE, async () => {
	const args = readArguments(process.argv.slice(2));
	if (args.help) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const env = readEnv();
	const items = readItems(args.files, env.MAX_MESSAGES);
	if (items.length === 0) throw new InputError("There is no job in these files.");
	const manifest = openManifest(args.outDir, args.resume);
	const interrupt = interruptSignal("The batch was stopped.");
	const { signal } = interrupt;
	const appwrite = await openAppwrite(env, args.data);
	const board = createBoard(args.json ? process.stderr : process.stdout, items);
	try {
		const { connection } = appwrite;
		const save = () => saveManifest(args.outDir, manifest);
		const warnings: string[] = [];
		const warn = (words: string) => warnings.push(words);
		const run = args.remote
			? await renderThere(items, { call: callerOf(env, appwrite, args), board, manifest, save, signal })
			: {
					summary: await renderHere(items, args, { env, connection, board, manifest, signal, warn }),
					problem: null,
				};
		board.end();
		const { problem } = run;
		const place = { outDir: args.outDir, fetchFile: fetchFrom(createClient(connection)), signal };
		const { summary, failures } = args.download
			? await downloadAll(run.summary, items, place)
			: { summary: run.summary, failures: [] };
		process.stdout.write(args.json ? `${JSON.stringify(summary)}\n` : `\n${summaryTable(summary, items)}\n`);
		for (const words of warnings) process.stderr.write(`Warning: ${words}\n`);
		for (const words of failures) process.stderr.write(`${words}. The same call with --resume fetches it.\n`);
		if (problem !== null) throw problem;
		if (signal.aborted) process.stderr.write("Stopped. The same call with --resume goes on.\n");
		return signal.aborted || failures.length > 0 ? EXIT.failed : exitCodeOf(summary);
	} finally {
		board.end();
		await appwrite.close();
		interrupt.clear();
	}
});

function callerOf(env: Env, { connection, runsFunctions }: OpenAppwrite, { data }: BatchArguments) {
	if (!runsFunctions)
		throw new UsageError("--remote: no functions run here. Start `npm run dev`, or name an Appwrite.");
	const serviceKey = serviceKeyFor(env, data);
	if (serviceKey === undefined) throw new UsageError("--remote: set SERVICE_KEY to the functions' own.");
	const client = createClient(connection);
	return (call: Parameters<typeof callRender>[2]) => callRender(client, serviceKey, call);
}

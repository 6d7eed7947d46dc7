// Renders one conversation after the other for `npm run batch`, which starts several such processes: each draws on one core only.
// The messages between them are in `batch-command/worker-messages.ts`.

import { renderToFile } from "../shared/app/render-to-file.ts";
import { ChatreelError, toChatreelError } from "../shared/core/errors.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { type FromWorker, type ToWorker, toProblem } from "./batch-command/worker-messages.ts";
import { type OpenLedger, openLedger } from "./cli/open-ledger.ts";

/** How long a worker whose command has ended waits for Appwrite. */
const PATIENCE_MS = 10_000;

const env = readEnv();
let running: AbortController | null = null;
/** The parent joins, or is, the same Appwrite; opened by the first render. */
let ledger: OpenLedger | null = null;

const send = (message: FromWorker) => {
	if (process.connected) process.send?.(message);
};

async function render({ item, dataDir, timeoutMs }: Extract<ToWorker, { kind: "render" }>): Promise<void> {
	const abort = new AbortController();
	running = abort;
	try {
		ledger ??= await openLedger(env, dataDir, { bucket: false });
		const result = await renderToFile(item.conversation, item.outputPath, env, {
			store: ledger.store,
			picturesDir: item.picturesDir,
			jobId: item.jobId,
			timeoutMs,
			signal: AbortSignal.any([abort.signal, AbortSignal.timeout(timeoutMs)]),
			onProgress: (progress) => send({ kind: "progress", progress }),
		});
		send({ kind: "made", result });
	} catch (thrown) {
		send({ kind: "failed", problem: toProblem(toChatreelError(thrown)) });
	} finally {
		running = null;
		if (!process.connected) process.exit();
	}
}

function cancel(): void {
	running?.abort(new ChatreelError("CANCELLED", "The batch was stopped."));
}

// A terminal sends these to all processes of a command; the command decides when a worker stops.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => {});
process.on("message", (message: ToWorker) => {
	if (message.kind === "stop") cancel();
	else void render(message);
});
// The command has ended: cancel the running render in order.
process.on("disconnect", () => {
	if (running === null) process.exit();
	cancel();
	setTimeout(() => process.exit(), PATIENCE_MS).unref();
});

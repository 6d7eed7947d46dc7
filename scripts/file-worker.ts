// Renders one conversation after the other for `npm run batch`, which starts several of it: a process draws on one core only.
// Told what to do, and tells how it goes, by messages (`batch-command/worker-messages.ts`).

import { renderToFile } from "../shared/app/render-to-file.ts";
import { ChatreelError, toChatreelError } from "../shared/core/errors.ts";
import { readEnv } from "../shared/platform/node/env.ts";
import { type FromWorker, type ToWorker, toProblem } from "./batch-command/worker-messages.ts";

/** How long an Appwrite that does not answer is waited for when nobody waits for this process any more. */
const PATIENCE_MS = 10_000;

const env = readEnv();
let stop: AbortController | null = null;

const tell = (message: FromWorker) => {
	if (process.connected) process.send?.(message);
};

async function render({ item, connection, timeoutMs }: Extract<ToWorker, { kind: "render" }>): Promise<void> {
	const stopping = new AbortController();
	stop = stopping;
	try {
		const result = await renderToFile(item.conversation, item.outputPath, env, {
			...{ connection, jobId: item.jobId, upload: false, timeoutMs },
			signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(timeoutMs)]),
			onProgress: (progress) => tell({ kind: "progress", progress }),
		});
		tell({ kind: "made", result });
	} catch (thrown) {
		tell({ kind: "failed", problem: toProblem(toChatreelError(thrown)) });
	} finally {
		stop = null;
		if (!process.connected) process.exit();
	}
}

function cancel(): void {
	stop?.abort(new ChatreelError("CANCELLED", "The batch was stopped."));
}

// A terminal sends these to all processes of a command; when to stop is the command's to say.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => {});
process.on("message", (message: ToWorker) => {
	if (message.kind === "stop") cancel();
	else void render(message);
});
// The command has ended, in whatever way. What is being made is given up in order.
process.on("disconnect", () => {
	if (stop === null) process.exit();
	cancel();
	setTimeout(() => process.exit(), PATIENCE_MS).unref();
});

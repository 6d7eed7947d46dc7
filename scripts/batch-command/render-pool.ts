import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { RenderFile } from "../../shared/app/batch-to-files.ts";
import type { LocalResult } from "../../shared/app/render-to-file.ts";
import { ChatreelError } from "../../shared/core/errors.ts";
import { ROOT } from "../cli/root.ts";
import { type FromWorker, fromProblem, type ToWorker } from "./worker-messages.ts";

export type RenderPool = {
	/** Renders in an idle process, or a new one: there are as many processes as renders ran at once. */
	readonly render: RenderFile;
	/** Ends the processes and waits for them. Call it in `finally`. */
	readonly close: () => Promise<void>;
};

/** Processes that render side by side; each is used again. */
export function openRenderPool(
	dataDir: string,
	timeoutMs: number,
	startWorker: () => ChildProcess = forkWorker,
): RenderPool {
	const all: ChildProcess[] = [];
	const idle: ChildProcess[] = [];

	const start = () => {
		const child = startWorker();
		all.push(child);
		return child;
	};
	// A process may have been killed while it was idle.
	const take = () => {
		let child = idle.pop();
		while (child !== undefined && !isAlive(child)) child = idle.pop();
		return child ?? start();
	};

	return {
		render: async (item, { signal, onProgress }) => {
			signal.throwIfAborted();
			const child = take();
			const ended = Promise.withResolvers<LocalResult>();
			// Sending to a process that just died fails here, before its exit event or without one.
			const send = (message: ToWorker) =>
				child.send(message, (error) => {
					if (error !== null) ended.reject(workerLost(child.signalCode));
				});
			const stop = () => send({ kind: "stop" });
			signal.addEventListener("abort", stop, { once: true });
			const onMessage = (message: FromWorker) => {
				if (message.kind === "progress") onProgress(message.progress);
				else if (message.kind === "made") ended.resolve(message.result);
				else ended.reject(fromProblem(message.problem));
			};
			const onExit = (_code: number | null, signalCode: string | null) =>
				ended.reject(workerLost(signalCode));
			child.on("message", onMessage).once("exit", onExit);
			try {
				send({ kind: "render", item, dataDir, timeoutMs });
				return await ended.promise;
			} finally {
				signal.removeEventListener("abort", stop);
				child.off("message", onMessage).off("exit", onExit);
				idle.push(child);
			}
		},
		close: async () => {
			const running = all.filter(isRunning);
			const ends = running.map((child) => once(child, "exit"));
			for (const child of running) if (child.connected) child.disconnect();
			await Promise.all(ends);
		},
	};
}

function forkWorker(): ChildProcess {
	const path = join(ROOT, "scripts/run.cjs");
	const execArgv = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=2"];
	return fork(path, ["file-worker"], { execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;
const isAlive = (child: ChildProcess) => child.connected && isRunning(child);

/** The system sends SIGKILL when memory runs out. The sweep ends the job. */
function workerLost(signalCode: string | null): ChatreelError {
	if (signalCode === "SIGKILL") {
		const message = "The render's process was killed, most likely because there was not enough memory.";
		return new ChatreelError("RESOURCE_EXHAUSTED", message);
	}
	return new ChatreelError("RENDER_FAILED", "The render's process ended before the video was made.");
}

// The process in which one function's deployment runs, as the Node runtime of Appwrite does it (open-runtimes 92fccd1b,
// runtimes/node: server.js): an HTTP server that takes executions one beside the other, and ends with the first
// rejection nobody handles. Started by `start-process.ts`, which it tells its port and every line that is logged.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { shiftClock } from "./clock-shift.ts";
import { createContext } from "./context.ts";
import { createExecutionLog, type ExecutionLog } from "./execution-log.ts";
import { loadFunction } from "./load-function.ts";
import { type FromParent, tellParent } from "./messages.ts";
import { NO_RESPONSE, type Output, sendOutput, textOutput } from "./output.ts";

const [entrypoint = ""] = process.argv.slice(2);
let secret: string | null = null;
process.on("message", (message: FromParent) => {
	if (message.kind === "ping") return tellParent({ kind: "pong" });
	shiftClock(message.clockOffsetMs);
	if (message.kind === "start") start(message.secret);
});
process.on("disconnect", () => process.exit());

const server = createServer((request, response) => {
	void answer(request, response);
});

function start(ownSecret: string): void {
	secret = ownSecret;
	server.listen(0, "127.0.0.1", () => {
		tellParent({ kind: "ready", port: (server.address() as AddressInfo).port });
	});
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (request.headers["x-open-runtimes-secret"] !== secret) {
		response.writeHead(500).end("Unauthorized.");
		return;
	}
	const executionId = String(request.headers["x-open-runtimes-log-id"]);
	const log = createExecutionLog(executionId, tellParent);
	const output = await run(request, log).catch((error: unknown) => {
		log.error(error instanceof Error ? (error.stack ?? error) : error);
		return textOutput("", 500);
	});
	try {
		sendOutput(response, executionId, output);
	} catch (error) {
		// A header or a status that cannot be sent is the execution's error, not the process's.
		log.error(error instanceof Error ? (error.stack ?? error) : error);
		for (const name of response.getHeaderNames()) response.removeHeader(name);
		sendOutput(response, executionId, textOutput("", 500));
	}
	tellParent({ kind: "answered", executionId });
}

async function run(request: IncomingMessage, log: ExecutionLog): Promise<Output> {
	const context = createContext(request, await buffer(request), log);
	const loaded = loadFunction(entrypoint);
	if ("failure" in loaded) {
		log.error(loaded.failure);
		return textOutput("", 503);
	}
	const restoreConsole = log.takeConsole();
	try {
		const timeoutMs = 1000 * Number(request.headers["x-open-runtimes-timeout"]);
		const output = await withinTime(loaded.main(context), timeoutMs);
		if (output === TIMED_OUT) {
			log.error("Execution timed out.");
			return textOutput("", 500);
		}
		if (output !== null && output !== undefined) return output as Output;
		log.error(NO_RESPONSE);
		return textOutput("", 500);
	} finally {
		restoreConsole();
	}
}

const TIMED_OUT = Symbol("timed out");

/** Whichever comes first. The work itself is not stopped by its timeout: nothing in the real runtime stops it. */
async function withinTime(work: unknown, timeoutMs: number): Promise<unknown> {
	let timer: NodeJS.Timeout | undefined;
	const timeout = new Promise((resolve) => {
		timer = setTimeout(() => resolve(TIMED_OUT), timeoutMs);
	});
	try {
		return await Promise.race([work, timeout]);
	} finally {
		clearTimeout(timer);
	}
}

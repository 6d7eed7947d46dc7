import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { type FunctionProcess, type ProcessPlan, startProcess } from "./start-process.ts";

export type RuntimeRequest = {
	readonly executionId: string;
	readonly method: string;
	/** Path and query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	readonly timeoutSeconds: number;
};

export type RuntimeResult = {
	/** 500 where the process ended, timed out or threw; 503 where the entry did not load. */
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
	readonly logs: string;
	readonly errors: string;
	readonly durationSeconds: number;
};

export type FunctionRuntime = {
	readonly execute: (request: RuntimeRequest) => Promise<RuntimeResult>;
	readonly shiftClock: (clockOffsetMs: number) => void;
	/** The process that runs now; null before the first execution and after an end. */
	readonly pid: () => number | null;
	/** Kills the process; its executions end with 500, and the next one, asked for from now on, starts a new process. */
	readonly kill: () => Promise<void>;
	/** Kills the process when all its executions have ended. None may be asked for any more. */
	readonly retire: () => Promise<void>;
};

export type RuntimePlan = Pick<ProcessPlan, "entrypoint" | "cwd"> & {
	/** The environment of a process that is started now. */
	readonly env: () => Readonly<Record<string, string>>;
};

type Lines = {
	readonly logs: string[];
	readonly errors: string[];
	/** All of it is here. */
	readonly complete: PromiseWithResolvers<void>;
};

/**
 * The one process of a function: started by the first execution, shared by all that run at once, ended for all of them
 * when it dies. A timeout answers, and leaves the code running.
 */
export function createFunctionRuntime(plan: RuntimePlan): FunctionRuntime {
	const lines = new Map<string, Lines>();
	let clockOffsetMs = 0;
	let dying: Promise<unknown> = Promise.resolve();
	let whenIdle: (() => void) | null = null;
	let present: { readonly starting: Promise<FunctionProcess>; running?: FunctionProcess } | null = null;

	const start = () => {
		const starting = startProcess({
			...plan,
			env: plan.env(),
			clockOffsetMs,
			onLog: (executionId, stream, text) => lines.get(executionId)?.[stream].push(text),
			onAnswered: (executionId) => lines.get(executionId)?.complete.resolve(),
		});
		const own: NonNullable<typeof present> = { starting };
		present = own;
		const forget = () => {
			if (present === own) present = null;
		};
		starting.then((running) => {
			own.running = running;
			void running.ended.then(forget);
		}, forget);
		return starting;
	};

	const kill = async (): Promise<void> => {
		const killed = present;
		// At once, so that no execution is given to a process that is about to die.
		present = null;
		const gone = killed?.starting.then(
			(running) => running.kill(),
			() => {},
		);
		dying = Promise.all([dying, gone]);
		await dying;
	};

	return {
		execute: async (asked) => {
			const startedAt = performance.now();
			const written: Lines = { logs: [], errors: [], complete: Promise.withResolvers() };
			lines.set(asked.executionId, written);
			try {
				const running = await (present?.starting ?? start());
				const answer = await ask(running, asked).catch(async (error: unknown) => {
					// Its connection breaks a moment before the process is gone, and the next execution must not meet it.
					await running.kill();
					throw error;
				});
				// The log comes another way than the answer, and may be later.
				await Promise.race([written.complete.promise, running.ended]);
				return { ...answer, ...joined(written), durationSeconds: secondsSince(startedAt) };
			} catch (error) {
				written.errors.push(
					`The function's process ended: ${error instanceof Error ? error.message : error}`,
				);
				const nothing = { statusCode: 500, headers: {}, body: Buffer.alloc(0) };
				return { ...nothing, ...joined(written), durationSeconds: secondsSince(startedAt) };
			} finally {
				lines.delete(asked.executionId);
				if (lines.size === 0) whenIdle?.();
			}
		},
		shiftClock: (offsetMs) => {
			clockOffsetMs = offsetMs;
			present?.running?.shiftClock(offsetMs);
		},
		pid: () => present?.running?.pid ?? null,
		kill,
		retire: async () => {
			if (lines.size > 0) {
				await new Promise<void>((resolve) => {
					whenIdle = resolve;
				});
			}
			await kill();
		},
	};
}

type Answer = Pick<RuntimeResult, "statusCode" | "headers" | "body">;

function ask({ port, secret }: FunctionProcess, asked: RuntimeRequest): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const { executionId, method, path, headers, body, timeoutSeconds } = asked;
		const own = {
			"x-open-runtimes-secret": secret,
			"x-open-runtimes-log-id": executionId,
			"x-open-runtimes-timeout": String(timeoutSeconds),
			"content-length": String(body.byteLength),
		};
		const outgoing = request(
			{ host: "127.0.0.1", port, method, path, headers: { ...headers, ...own }, agent: false },
			(incoming) => {
				const taken = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
				buffer(incoming).then(
					(bytes) =>
						resolve({
							statusCode: incoming.statusCode ?? 500,
							headers: Object.fromEntries(taken),
							body: bytes,
						}),
					reject,
				);
			},
		);
		outgoing.once("error", reject);
		outgoing.end(body);
	});
}

function joined({ logs, errors }: Lines): { readonly logs: string; readonly errors: string } {
	return { logs: logs.join("\n"), errors: errors.join("\n") };
}

function secondsSince(startedAt: number): number {
	return (performance.now() - startedAt) / 1000;
}

import { askHost, type RuntimeRequest } from "./ask-host.ts";
import { type FunctionProcess, type ProcessPlan, startProcess } from "./start-process.ts";

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
 * when it dies, and for no other reason: a request that cannot be sent or read is its own execution's error alone. A timeout
 * answers, and leaves the code running.
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
				const { isLogged, ...answer } = await askHost(running, asked).catch(async (error: unknown) => {
					const words = error instanceof Error ? error.message : String(error);
					if (await running.isAlive()) throw new Error(`The request failed: ${words}`);
					// Its connection breaks a moment before the process is gone, and the next execution must not meet it.
					await running.kill();
					throw new Error(`The function's process ended: ${words}`);
				});
				// The log comes another way than the answer, and may be later.
				if (isLogged) await Promise.race([written.complete.promise, running.ended]);
				else written.errors.push(`The runtime refused the request: ${answer.statusCode}.`);
				return { ...answer, ...joined(written), durationSeconds: secondsSince(startedAt) };
			} catch (error) {
				written.errors.push(error instanceof Error ? error.message : String(error));
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

function joined({ logs, errors }: Lines): { readonly logs: string; readonly errors: string } {
	return { logs: logs.join("\n"), errors: errors.join("\n") };
}

function secondsSince(startedAt: number): number {
	return (performance.now() - startedAt) / 1000;
}

import { askHost, type HostAnswer, type RuntimeRequest } from "./ask-host.ts";
import { type FunctionProcess, type ProcessPlan, startProcess } from "./start-process.ts";

export type RuntimeResult = {
	/** 500 when the process ended, timed out or threw; 503 when the entry did not load. */
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
	readonly logs: string;
	readonly errors: string;
	readonly durationSeconds: number;
};

export type RuntimePlan = Pick<ProcessPlan, "entrypoint" | "cwd"> & {
	/** The environment of a process that is started now. */
	readonly env: () => Readonly<Record<string, string>>;
};

type Lines = {
	readonly logs: string[];
	readonly errors: string[];
	/** Settles when all of the log is here. */
	readonly complete: PromiseWithResolvers<void>;
};

/** The process that runs now. */
type Present = { readonly starting: Promise<FunctionProcess>; running?: FunctionProcess };

/**
 * The one process of a function: started by the first execution, shared by all that run at once, ended for all of them
 * when it dies, and for no other reason: a request that cannot be sent or read is its own execution's error alone. A timeout
 * answers, and leaves the code running.
 */
export class FunctionRuntime {
	readonly #plan: RuntimePlan;
	/** Of the executions that run. */
	readonly #lines = new Map<string, Lines>();
	#clockOffsetMs = 0;
	#dying: Promise<unknown> = Promise.resolve();
	#whenIdle: (() => void) | null = null;
	#present: Present | null = null;

	constructor(plan: RuntimePlan) {
		this.#plan = plan;
	}

	async execute(request: RuntimeRequest): Promise<RuntimeResult> {
		const startedAt = performance.now();
		const written: Lines = { logs: [], errors: [], complete: Promise.withResolvers() };
		this.#lines.set(request.executionId, written);
		const end = (answer: Pick<RuntimeResult, "statusCode" | "headers" | "body">) => {
			const [logs, errors] = [written.logs.join("\n"), written.errors.join("\n")];
			return { ...answer, logs, errors, durationSeconds: (performance.now() - startedAt) / 1000 };
		};
		try {
			const { statusCode, headers, body } = await this.#ask(request, written);
			return end({ statusCode, headers, body });
		} catch (error) {
			written.errors.push(error instanceof Error ? error.message : String(error));
			return end({ statusCode: 500, headers: {}, body: Buffer.alloc(0) });
		} finally {
			this.#lines.delete(request.executionId);
			if (this.#lines.size === 0) this.#whenIdle?.();
		}
	}

	shiftClock(offsetMs: number): void {
		this.#clockOffsetMs = offsetMs;
		this.#present?.running?.shiftClock(offsetMs);
	}

	/** Of the process that runs now; null before the first execution and after an end. */
	pid(): number | null {
		return this.#present?.running?.pid ?? null;
	}

	/** Kills the process; its executions end with 500, and the next one, asked for from now on, starts a new process. */
	async kill(): Promise<void> {
		const killed = this.#present;
		// At once, so that no execution is given to a process that is about to die.
		this.#present = null;
		const gone = killed?.starting.then(
			(running) => running.kill(),
			() => {},
		);
		this.#dying = Promise.all([this.#dying, gone]);
		await this.#dying;
	}

	/** Kills the process when all its executions have ended. None may be asked for any more. */
	async retire(): Promise<void> {
		if (this.#lines.size > 0) {
			await new Promise<void>((resolve) => {
				this.#whenIdle = resolve;
			});
		}
		await this.kill();
	}

	async #ask(request: RuntimeRequest, written: Lines): Promise<HostAnswer> {
		const running = await (this.#present?.starting ?? this.#start());
		const answer = await askHost(running, request).catch(async (error: unknown) => {
			const words = error instanceof Error ? error.message : String(error);
			if (await running.isAlive()) throw new Error(`The request failed: ${words}`);
			// Its connection breaks a moment before the process is gone, and the next execution must not meet it.
			await running.kill();
			throw new Error(`The function's process ended: ${words}`);
		});
		// The log comes another way than the answer, and may be later.
		if (answer.isLogged) await Promise.race([written.complete.promise, running.ended]);
		else written.errors.push(`The runtime refused the request: ${answer.statusCode}.`);
		return answer;
	}

	#start(): Promise<FunctionProcess> {
		const { entrypoint, cwd, env } = this.#plan;
		const starting = startProcess({
			entrypoint,
			cwd,
			env: env(),
			clockOffsetMs: this.#clockOffsetMs,
			onLog: (executionId, stream, text) => this.#lines.get(executionId)?.[stream].push(text),
			onAnswered: (executionId) => this.#lines.get(executionId)?.complete.resolve(),
		});
		const own: Present = { starting };
		this.#present = own;
		const forget = () => {
			if (this.#present === own) this.#present = null;
		};
		starting.then((running) => {
			own.running = running;
			void running.ended.then(forget);
		}, forget);
		return starting;
	}
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import type { Caller } from "../identity/caller.ts";
import { FUNCTION_KEY_PREFIX } from "../identity/resolve-caller.ts";
import { signToken } from "../identity/tokens.ts";
import { newId } from "../identity/users.ts";
import type { Parts } from "../parts.ts";
import {
	createFunctionRuntime,
	type FunctionRuntime,
	type RuntimeResult,
} from "../runtime/function-runtime.ts";
import { type Asked, createExecutions, type Execution, ended } from "./execution.ts";
import type { FunctionPlan } from "./plan.ts";
import { mergeHeaders } from "./request-headers.ts";

/** A key, and a user's JWT, outlive their execution's timeout by this much. */
const TOKEN_MARGIN_MS = 60_000;

export type Functions = ReturnType<typeof createFunctions>;

type Surroundings = Pick<Parts, "store" | "credentials" | "now"> & {
	readonly dataDir: string;
	/** The server's own address, known once it listens. */
	readonly endpoint: () => string;
	/** What a function's process has in its environment, as of its start. */
	readonly variablesOf: (functionId: string) => Readonly<Record<string, string>>;
};

/** The declared functions, each with the one process that runs it. */
export function createFunctions(
	plans: readonly FunctionPlan[],
	{ store, credentials, now, dataDir, endpoint, variablesOf }: Surroundings,
) {
	const executions = createExecutions(store);
	const runtimes = new Map<string, FunctionRuntime>();
	let clockOffsetMs = 0;

	const get = (id: string): FunctionPlan => {
		const plan = plans.find((each) => each.id === id);
		if (plan !== undefined) return plan;
		throw new Fault(404, "function_not_found", "Function with the requested ID could not be found.");
	};

	const runtimeOf = (plan: FunctionPlan): FunctionRuntime => {
		const known = runtimes.get(plan.id);
		if (known !== undefined) return known;
		const cwd = join(dataDir, "functions", plan.id);
		const tmp = join(cwd, "tmp");
		mkdirSync(tmp, { recursive: true });
		const env = {
			PATH: "/usr/local/bin:/usr/bin:/bin",
			TMPDIR: tmp,
			...variablesOf(plan.id),
			APPWRITE_FUNCTION_API_ENDPOINT: endpoint(),
			APPWRITE_FUNCTION_PROJECT_ID: credentials.projectId,
			APPWRITE_FUNCTION_ID: plan.id,
			APPWRITE_FUNCTION_NAME: plan.name,
			APPWRITE_FUNCTION_DEPLOYMENT: "local",
			APPWRITE_FUNCTION_RUNTIME_NAME: "Node.js",
			APPWRITE_FUNCTION_RUNTIME_VERSION: process.versions.node,
		};
		const made = createFunctionRuntime({ entrypoint: plan.entrypoint, cwd, env });
		made.shiftClock(clockOffsetMs);
		runtimes.set(plan.id, made);
		return made;
	};

	const create = (
		plan: FunctionPlan,
		asked: Asked,
		caller: Caller,
		scheduledAt: string | null = null,
	): Execution => {
		const at = dateText(now());
		return executions.save({
			id: newId(),
			functionId: plan.id,
			createdAt: at,
			updatedAt: at,
			permissions: caller.kind === "user" ? [`read("user:${caller.userId}")`] : [],
			trigger: asked.trigger,
			status: scheduledAt === null ? "waiting" : "scheduled",
			requestMethod: asked.method,
			requestPath: asked.path,
			responseStatusCode: 0,
			responseHeaders: [],
			logs: "",
			errors: "",
			duration: 0,
			scheduledAt,
		});
	};

	/** Ends with the function's answer. What comes after the server stopped is not kept. */
	const run = async (plan: FunctionPlan, execution: Execution, asked: Asked) => {
		const started = executions.save({ ...execution, status: "processing" });
		const result = await runtimeOf(plan).execute({
			executionId: execution.id,
			method: asked.method,
			path: asked.path,
			headers: mergeHeaders(asked.headers, ownHeaders(plan, execution, asked)),
			body: Buffer.from(asked.body, "base64"),
			timeoutSeconds: plan.timeoutSeconds,
		});
		return { result, execution: ended(started, result, dateText(now())) };
	};

	const tokenEndMs = (plan: FunctionPlan) => now() + 1000 * plan.timeoutSeconds + TOKEN_MARGIN_MS;

	const ownHeaders = (plan: FunctionPlan, { id }: Execution, asked: Asked) => {
		const claims = { kind: "function" as const, scopes: plan.scopes, expiresAtMs: tokenEndMs(plan) };
		return {
			"x-appwrite-trigger": asked.trigger,
			"x-appwrite-execution-id": id,
			"x-appwrite-key": FUNCTION_KEY_PREFIX + signToken(claims, credentials.tokenSecret),
			"x-appwrite-event": asked.event,
			"x-appwrite-user-id": asked.userId,
			"x-appwrite-user-jwt": asked.jwt,
			"x-appwrite-client-ip": "127.0.0.1",
			"x-appwrite-continent-eu": "false",
		};
	};

	let isStopped = false;
	const keep = (execution: Execution): Execution => (isStopped ? execution : executions.save(execution));

	return {
		plans,
		executions,
		get,
		tokenEndMs,

		/** In the background: what comes of it is in its execution. */
		start: (plan: FunctionPlan, asked: Asked, caller: Caller): Execution => {
			const execution = create(plan, asked, caller);
			void run(plan, execution, asked).then((done) => keep(done.execution));
			return execution;
		},

		/** Later, once its time has come. */
		schedule: (plan: FunctionPlan, asked: Asked, caller: Caller, scheduledAt: string): Execution => {
			const execution = create(plan, asked, caller, scheduledAt);
			executions.putOff(execution, Date.parse(scheduledAt), asked);
			return execution;
		},

		runDue: (): void => {
			for (const { execution, asked } of executions.takeDue(now())) {
				void run(get(execution.functionId), execution, asked).then((done) => keep(done.execution));
			}
		},

		/** Waits for the answer, null where it has not come in time: then the execution has failed, though its code works on. */
		call: async (
			plan: FunctionPlan,
			asked: Asked,
			caller: Caller,
			limitMs: number,
		): Promise<{ readonly execution: Execution; readonly result: RuntimeResult } | null> => {
			const execution = create(plan, asked, caller);
			const done = await inTime(run(plan, execution, asked), limitMs);
			if (done !== null) return { result: done.result, execution: keep(done.execution) };
			const at = dateText(now());
			keep({
				...execution,
				status: "failed",
				responseStatusCode: 500,
				updatedAt: at,
				duration: limitMs / 1000,
			});
			return null;
		},

		runtime: (id: string): FunctionRuntime => runtimeOf(get(id)),

		shiftClock: (offsetMs: number): void => {
			clockOffsetMs = offsetMs;
			for (const runtime of runtimes.values()) runtime.shiftClock(offsetMs);
		},

		/** Kills every process, and what they started. */
		stop: async (): Promise<void> => {
			isStopped = true;
			await Promise.all([...runtimes.values()].map((runtime) => runtime.kill()));
		},
	};
}

async function inTime<Result>(work: Promise<Result>, limitMs: number): Promise<Result | null> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<null>((resolve) => {
		timer = setTimeout(resolve, limitMs, null);
	});
	try {
		return await Promise.race([work, limit]);
	} finally {
		clearTimeout(timer);
	}
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { dateText } from "../data/table.ts";
import type { Deployment, Deployments } from "../deployments/deployments.ts";
import type { Caller } from "../identity/caller.ts";
import { newId } from "../identity/ids.ts";
import type { Parts } from "../parts.ts";
import {
	createFunctionRuntime,
	type FunctionRuntime,
	type RuntimeResult,
} from "../runtime/function-runtime.ts";
import { asCurlSends } from "./curl-request.ts";
import type { EnvironmentOf } from "./environment.ts";
import { type Asked, createExecutions, type Execution, ended, failedResult } from "./execution.ts";
import { functionKey } from "./function-key.ts";
import type { AppwriteFunction, Functions } from "./functions.ts";
import { inTime } from "./in-time.ts";
import { mergeHeaders } from "./request-headers.ts";

export type Executor = ReturnType<typeof createExecutor>;

type Surroundings = Pick<Parts, "store" | "credentials" | "now"> & {
	readonly functions: Functions;
	readonly deployments: Deployments;
	readonly dataDir: string;
	readonly environmentOf: EnvironmentOf;
};

/** Runs functions: each active deployment in the one process that is its own. */
export function createExecutor({
	store,
	credentials,
	now,
	functions,
	deployments,
	dataDir,
	environmentOf,
}: Surroundings) {
	const executions = createExecutions(store);
	/** By their deployments. */
	const runtimes = new Map<string, { readonly functionId: string; readonly runtime: FunctionRuntime }>();
	let clockOffsetMs = 0;

	/** What runs of a function; null where nothing can. */
	const activeOf = (made: AppwriteFunction): Deployment | null => {
		const deployment = deployments.find(made.deploymentId);
		return deployment?.resourceId === made.$id && deployment.status === "ready" ? deployment : null;
	};

	const runtimeOf = (made: AppwriteFunction, deployment: Deployment): FunctionRuntime => {
		const known = runtimes.get(deployment.$id);
		if (known !== undefined) return known.runtime;
		for (const [id, { functionId, runtime }] of runtimes) {
			if (functionId !== made.$id) continue;
			runtimes.delete(id);
			void runtime.retire();
		}
		const cwd = join(dataDir, "functions", made.$id);
		const tmp = join(cwd, "tmp");
		mkdirSync(tmp, { recursive: true });
		const runtime = createFunctionRuntime({
			entrypoint: join(deployment.codeDir, deployment.entrypoint),
			cwd,
			env: () => ({
				PATH: "/usr/local/bin:/usr/bin:/bin",
				TMPDIR: tmp,
				...environmentOf(functions.get(made.$id), deployment),
			}),
		});
		runtime.shiftClock(clockOffsetMs);
		runtimes.set(deployment.$id, { functionId: made.$id, runtime });
		return runtime;
	};

	const kill = async (deploymentId: string): Promise<void> => {
		const running = runtimes.get(deploymentId);
		runtimes.delete(deploymentId);
		await running?.runtime.kill();
	};

	const create = (
		{ $id: functionId }: AppwriteFunction,
		asked: Asked,
		caller: Caller,
		more: Partial<Execution>,
	): Execution => {
		const at = dateText(now());
		return executions.save({
			id: newId(),
			functionId,
			deploymentId: "",
			createdAt: at,
			updatedAt: at,
			permissions: caller.kind === "user" ? [`read("user:${caller.userId}")`] : [],
			trigger: asked.trigger,
			status: "waiting",
			requestMethod: asked.method,
			requestPath: asked.path,
			responseStatusCode: 0,
			responseHeaders: [],
			logs: "",
			errors: "",
			duration: 0,
			scheduledAt: null,
			...more,
		});
	};

	/** Ends with the function's answer. What comes after the server stopped is not kept. */
	const run = async (made: AppwriteFunction, deployment: Deployment, execution: Execution, asked: Asked) => {
		const started = executions.save({ ...execution, status: "processing" });
		const result = await execute(made, deployment, execution, asked).catch(failedResult);
		return { result, execution: ended(started, result, dateText(now())) };
	};

	const execute = async (
		made: AppwriteFunction,
		deployment: Deployment,
		execution: Execution,
		asked: Asked,
	) => {
		const { method, path, headers: callersHeaders } = asked;
		const headers = mergeHeaders(callersHeaders, ownHeaders(made, execution, asked));
		const body = Buffer.from(asked.body, "base64");
		return runtimeOf(made, deployment).execute({
			...asCurlSends({ path, body, headers, callersHeaders }),
			executionId: execution.id,
			method,
			timeoutSeconds: made.timeout,
		});
	};

	const ownHeaders = (made: AppwriteFunction, { id }: Execution, asked: Asked) => ({
		"x-appwrite-trigger": asked.trigger,
		"x-appwrite-execution-id": id,
		"x-appwrite-key": functionKey(made.scopes, tokenEndMs(made), credentials.tokenSecret),
		"x-appwrite-event": asked.event,
		"x-appwrite-user-id": asked.userId,
		"x-appwrite-user-jwt": asked.jwt,
		"x-appwrite-client-ip": "127.0.0.1",
		"x-appwrite-continent-eu": "false",
	});

	const tokenEndMs = ({ timeout }: AppwriteFunction) => now() + 1000 * timeout + TOKEN_MARGIN_MS;

	let isStopped = false;
	/** Not where its function was deleted meanwhile. */
	const keep = (execution: Execution): Execution =>
		isStopped || functions.find(execution.functionId) === null ? execution : executions.save(execution);

	return {
		executions,
		activeOf,
		tokenEndMs,

		/** In the background: what comes of it is in its execution, which has failed at once where there is no deployment. */
		start: (made: AppwriteFunction, asked: Asked, caller: Caller): Execution => {
			const deployment = activeOf(made);
			if (deployment === null)
				return create(made, asked, caller, { status: "failed", errors: NO_DEPLOYMENT });
			const execution = create(made, asked, caller, { deploymentId: deployment.$id });
			void run(made, deployment, execution, asked).then((done) => keep(done.execution));
			return execution;
		},

		/** Later, once its time has come. */
		schedule: (made: AppwriteFunction, asked: Asked, caller: Caller, scheduledAt: string): Execution => {
			const deploymentId = activeOf(made)?.$id ?? "";
			const execution = create(made, asked, caller, { deploymentId, status: "scheduled", scheduledAt });
			executions.putOff(execution, Date.parse(scheduledAt), asked);
			return execution;
		},

		runDue: (): void => {
			for (const { execution, asked } of executions.takeDue(now())) {
				const made = functions.get(execution.functionId);
				const deployment = activeOf(made);
				if (deployment === null) keep({ ...execution, status: "failed", errors: NO_DEPLOYMENT });
				else void run(made, deployment, execution, asked).then((done) => keep(done.execution));
			}
		},

		/** Forgets the executions that a real server forgets. */
		removeOld: (): void => executions.removeOld(dateText(now() - RETENTION_MS)),

		/** Waits for the answer, null where it has not come in time: then the execution has failed, though its code works on. */
		call: async (
			made: AppwriteFunction,
			deployment: Deployment,
			asked: Asked,
			caller: Caller,
			limitMs: number,
		): Promise<{ readonly execution: Execution; readonly result: RuntimeResult } | null> => {
			const execution = create(made, asked, caller, { deploymentId: deployment.$id });
			const done = await inTime(run(made, deployment, execution, asked), limitMs);
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

		/** Of the active deployment. Throws where there is none. */
		runtime: (id: string): FunctionRuntime => {
			const made = functions.get(id);
			const deployment = activeOf(made);
			if (deployment === null) throw new Error(`The function ${id} has no active deployment.`);
			return runtimeOf(made, deployment);
		},

		/** Forgets the executions of a function that is deleted, and kills its processes. */
		removeFunction: async (id: string): Promise<void> => {
			executions.removeOf(id);
			for (const [deploymentId, { functionId }] of runtimes) {
				if (functionId === id) await kill(deploymentId);
			}
		},

		/** Kills the process of a deployment, where it has one. */
		kill,

		shiftClock: (offsetMs: number): void => {
			clockOffsetMs = offsetMs;
			for (const { runtime } of runtimes.values()) runtime.shiftClock(offsetMs);
		},

		/** Kills every process, and what they started. */
		stop: async (): Promise<void> => {
			isStopped = true;
			await Promise.all([...runtimes.values()].map(({ runtime }) => runtime.kill()));
		},
	};
}

/** `_APP_MAINTENANCE_RETENTION_EXECUTION` of a server that nobody has changed: 14 days. */
const RETENTION_MS = 14 * 86_400_000;

/** A key, and a user's JWT, outlive their execution's timeout by this much. */
const TOKEN_MARGIN_MS = 60_000;

const NO_DEPLOYMENT =
	"The execution could not be completed because a corresponding deployment was not found. A function deployment needs to be created before it can be executed. Please create a deployment for your function and try again.";

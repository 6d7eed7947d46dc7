import type { Caller } from "../auth/caller.ts";
import type { Credentials } from "../auth/resolve-caller.ts";
import { functionKey } from "../auth/tokens.ts";
import { type Deployment, findActiveDeployment } from "../deployments/deployments.ts";
import { type AppwriteFunction, findFunction, requireFunction } from "../functions/functions.ts";
import { newId } from "../http/ids.ts";
import type { RuntimeResult } from "../runtime/function-runtime.ts";
import { nowText, type Store } from "../store.ts";
import { asCurlSends } from "./curl-request.ts";
import {
	type Execution,
	type ExecutionRequest,
	endExecution,
	putOff,
	saveExecution,
	takeDue,
} from "./executions.ts";
import { mergeHeaders } from "./request-headers.ts";
import type { Runtimes } from "./runtimes.ts";

type Options = {
	readonly store: Store;
	readonly credentials: Credentials;
	readonly runtimes: Runtimes;
	/** After how long a synchronous execution is given up; its code goes on. */
	readonly syncLimitMs: number;
};

type Done = { readonly execution: Execution; readonly result: RuntimeResult };

/** Executes functions, and keeps what became of it. */
export class Executor {
	readonly #options: Options;
	#isStopped = false;

	constructor(options: Options) {
		this.#options = options;
	}

	/** Executes in the background. The execution has failed at once when there is no deployment. */
	start(owner: AppwriteFunction, request: ExecutionRequest, caller: Caller): Execution {
		const deployment = findActiveDeployment(this.#options.store, "function", owner);
		if (deployment === null) {
			return this.#create(owner, request, caller, { status: "failed", errors: NO_DEPLOYMENT });
		}
		const execution = this.#create(owner, request, caller, { deploymentId: deployment.$id });
		void this.#runAndKeep(owner, deployment, execution, request);
		return execution;
	}

	/** Puts the execution off. */
	schedule(
		owner: AppwriteFunction,
		request: ExecutionRequest,
		caller: Caller,
		scheduledAt: string,
	): Execution {
		const { store } = this.#options;
		const deploymentId = findActiveDeployment(store, "function", owner)?.$id ?? "";
		const more = { deploymentId, status: "scheduled", scheduledAt } as const;
		const execution = this.#create(owner, request, caller, more);
		putOff(store, execution, Date.parse(scheduledAt), request);
		return execution;
	}

	/** Starts the executions whose time has come. */
	runDue(): void {
		const { store } = this.#options;
		for (const { execution, request } of takeDue(store)) {
			const owner = requireFunction(store, execution.functionId);
			const deployment = findActiveDeployment(store, "function", owner);
			if (deployment === null) this.#keep({ ...execution, status: "failed", errors: NO_DEPLOYMENT });
			else void this.#runAndKeep(owner, deployment, execution, request);
		}
	}

	/** Waits for the answer; null when it has not come in time: then the execution has failed, though its code goes on. */
	async call(
		owner: AppwriteFunction,
		deployment: Deployment,
		request: ExecutionRequest,
		caller: Caller,
	): Promise<Done | null> {
		const { store, syncLimitMs } = this.#options;
		const execution = this.#create(owner, request, caller, { deploymentId: deployment.$id });
		const done = await withinTime(this.#run(owner, deployment, execution, request), syncLimitMs);
		if (done !== null) return { result: done.result, execution: this.#keep(done.execution) };
		this.#keep({
			...execution,
			status: "failed",
			responseStatusCode: 500,
			updatedAt: nowText(store),
			duration: syncLimitMs / 1000,
		});
		return null;
	}

	/** Nothing is kept from now on. */
	stop(): void {
		this.#isStopped = true;
	}

	#create(
		{ $id: functionId }: AppwriteFunction,
		{ trigger, method, path }: ExecutionRequest,
		caller: Caller,
		more: Partial<Execution>,
	): Execution {
		const { store } = this.#options;
		const at = nowText(store);
		return saveExecution(store, {
			id: newId(),
			functionId,
			deploymentId: "",
			createdAt: at,
			updatedAt: at,
			permissions: caller.kind === "user" ? [`read("user:${caller.userId}")`] : [],
			trigger,
			status: "waiting",
			requestMethod: method,
			requestPath: path,
			responseStatusCode: 0,
			responseHeaders: [],
			logs: "",
			errors: "",
			duration: 0,
			scheduledAt: null,
			...more,
		});
	}

	async #runAndKeep(...[owner, deployment, execution, request]: RunArguments): Promise<void> {
		this.#keep((await this.#run(owner, deployment, execution, request)).execution);
	}

	/** Ends with the function's answer. */
	async #run(...[owner, deployment, execution, request]: RunArguments): Promise<Done> {
		const { store } = this.#options;
		const started = saveExecution(store, { ...execution, status: "processing" });
		const result = await this.#send(owner, deployment, execution, request).catch(failedResult);
		return { result, execution: endExecution(started, result, nowText(store)) };
	}

	async #send(...[owner, deployment, execution, request]: RunArguments): Promise<RuntimeResult> {
		const { method, path, headers: callersHeaders } = request;
		const headers = mergeHeaders(callersHeaders, this.#ownHeaders(owner, execution, request));
		const body = Buffer.from(request.body, "base64");
		return this.#options.runtimes.of(owner, deployment).execute({
			...asCurlSends({ path, body, headers, callersHeaders }),
			executionId: execution.id,
			method,
			timeoutSeconds: owner.timeout,
		});
	}

	#ownHeaders(owner: AppwriteFunction, { id }: Execution, request: ExecutionRequest) {
		const { store, credentials } = this.#options;
		return {
			"x-appwrite-trigger": request.trigger,
			"x-appwrite-execution-id": id,
			"x-appwrite-key": functionKey(owner.scopes, tokenEndMs(store, owner), credentials.tokenSecret),
			"x-appwrite-event": request.event,
			"x-appwrite-user-id": request.userId,
			"x-appwrite-user-jwt": request.jwt,
			"x-appwrite-client-ip": "127.0.0.1",
			"x-appwrite-continent-eu": "false",
		};
	}

	/** Not when its function was deleted meanwhile. */
	#keep(execution: Execution): Execution {
		const { store } = this.#options;
		const isGone = this.#isStopped || findFunction(store, execution.functionId) === null;
		return isGone ? execution : saveExecution(store, execution);
	}
}

type RunArguments = [
	owner: AppwriteFunction,
	deployment: Deployment,
	execution: Execution,
	request: ExecutionRequest,
];

/** A key, and a user's JWT, outlive their execution's timeout by this much. */
const TOKEN_MARGIN_MS = 60_000;

/** When the tokens of an execution that starts now expire. */
export const tokenEndMs = ({ now }: Pick<Store, "now">, { timeout }: AppwriteFunction) =>
	now() + 1000 * timeout + TOKEN_MARGIN_MS;

const NO_DEPLOYMENT =
	"The execution could not be completed because a corresponding deployment was not found. A function deployment needs to be created before it can be executed. Please create a deployment for your function and try again.";

/** The result of an execution that did not reach its function. */
function failedResult(error: unknown): RuntimeResult {
	const errors = error instanceof Error ? error.message : String(error);
	return { statusCode: 500, headers: {}, body: Buffer.alloc(0), logs: "", errors, durationSeconds: 0 };
}

/** Null when it takes longer; the work goes on. */
async function withinTime<Result>(work: Promise<Result>, limitMs: number): Promise<Result | null> {
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

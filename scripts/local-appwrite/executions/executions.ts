import { ApiError } from "../http/api-error.ts";
import { findJson, removeJson, saveJson } from "../json-rows.ts";
import type { RuntimeResult } from "../runtime/function-runtime.ts";
import { dateText, type Store } from "../store.ts";

type Trigger = "http" | "schedule" | "event";

/** The request that a function gets. */
export type ExecutionRequest = {
	readonly trigger: Trigger;
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Base64, so that it can be kept until its time. */
	readonly body: string;
	readonly userId: string;
	readonly jwt: string;
	/** Empty but for events. */
	readonly event: string;
};

/** The request of a trigger by default: POST / without a body. */
export const EMPTY_REQUEST: Omit<ExecutionRequest, "trigger"> = {
	method: "POST",
	path: "/",
	headers: {},
	body: "",
	userId: "",
	jwt: "",
	event: "",
};

/** One run of a function, as it is kept: without the body of its answer. */
export type Execution = {
	readonly id: string;
	readonly functionId: string;
	/** Which of the function's deployments ran; empty: there was none. */
	readonly deploymentId: string;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly permissions: readonly string[];
	readonly trigger: Trigger;
	readonly status: "waiting" | "scheduled" | "processing" | "completed" | "failed";
	readonly requestMethod: string;
	readonly requestPath: string;
	readonly responseStatusCode: number;
	readonly responseHeaders: readonly { readonly name: string; readonly value: string }[];
	readonly logs: string;
	readonly errors: string;
	/** Seconds. */
	readonly duration: number;
	readonly scheduledAt: string | null;
};

export const saveExecution = (store: Store, execution: Execution): Execution =>
	saveJson(store, "executions", { id: execution.id, function_id: execution.functionId }, execution);

export function requireExecution(store: Store, functionId: string, id: string): Execution {
	const execution = findJson<Execution>(store, "executions", "function_id = ? AND id = ?", functionId, id);
	if (execution !== null) return execution;
	throw executionNotFound();
}

/** Keeps a request until its time. */
export function putOff(store: Store, { id }: Execution, dueAtMs: number, request: ExecutionRequest): void {
	const sql = "UPDATE executions SET due_at = ?, asked = ? WHERE id = ?";
	store.run(sql, dueAtMs, JSON.stringify(request), id);
}

type Due = { readonly execution: Execution; readonly request: ExecutionRequest };

/** The executions whose time has come, each handed out once. */
export function takeDue(store: Store): readonly Due[] {
	const nowMs = store.now();
	return store.atomically(() => {
		const due = store.all("SELECT json, asked FROM executions WHERE due_at <= ? ORDER BY due_at", nowMs);
		store.run("UPDATE executions SET due_at = NULL, asked = NULL WHERE due_at <= ?", nowMs);
		return due.map(({ json, asked }) => ({
			execution: JSON.parse(String(json)),
			request: JSON.parse(String(asked)),
		}));
	});
}

/** `_APP_MAINTENANCE_RETENTION_EXECUTION` of a server that nobody has changed: 14 days. */
const RETENTION_MS = 14 * 86_400_000;

/** Removes those that a real server removes, and all but the newest 100,000. Those that are put off stay. */
export function removeOldExecutions(store: Store): void {
	const isBeyond = "rowid <= (SELECT MAX(rowid) FROM executions) - 100000";
	const isOld = "json_extract(json, '$.createdAt') < ?";
	const before = dateText(store.now() - RETENTION_MS);
	removeJson(store, "executions", `due_at IS NULL AND (${isBeyond} OR ${isOld})`, before);
}

/** A 5xx is a failure; a 4xx is an answer like any other. */
export function endExecution(execution: Execution, result: RuntimeResult, updatedAt: string): Execution {
	return {
		...execution,
		updatedAt,
		status: result.statusCode >= 500 ? "failed" : "completed",
		responseStatusCode: result.statusCode,
		responseHeaders: Object.entries(result.headers).map(([name, value]) => ({ name, value })),
		logs: result.logs,
		errors: result.errors,
		duration: result.durationSeconds,
	};
}

/** Only servers see the logs. */
export function presentExecution(
	{ id, createdAt, updatedAt, permissions, ...rest }: Execution,
	isServer: boolean,
) {
	const at = { $id: id, $createdAt: createdAt, $updatedAt: updatedAt, $permissions: permissions };
	const hidden = isServer ? {} : { logs: "", errors: "" };
	return { ...at, ...rest, ...hidden, requestHeaders: [], responseBody: "" };
}

export const executionNotFound = () =>
	new ApiError(404, "execution_not_found", "Execution with the requested ID could not be found.");

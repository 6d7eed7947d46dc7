import { Fault } from "../http/fault.ts";
import type { RuntimeResult } from "../runtime/function-runtime.ts";
import type { Store } from "../store.ts";

export type Trigger = "http" | "schedule" | "event";

/** What a function is asked. */
export type Asked = {
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

/** What a trigger asks where nobody says otherwise: POST / without a body. */
export const NOTHING: Omit<Asked, "trigger"> = {
	method: "POST",
	path: "/",
	headers: {},
	body: "",
	userId: "",
	jwt: "",
	event: "",
};

/** One run of a function, as it is kept. The body of its answer is not. */
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

/** A 5xx is a failure; a 4xx is an answer like any other. */
export function ended(execution: Execution, result: RuntimeResult, at: string): Execution {
	return {
		...execution,
		updatedAt: at,
		status: result.statusCode >= 500 ? "failed" : "completed",
		responseStatusCode: result.statusCode,
		responseHeaders: Object.entries(result.headers).map(([name, value]) => ({ name, value })),
		logs: result.logs,
		errors: result.errors,
		duration: result.durationSeconds,
	};
}

/** Of an execution that did not come to its function. */
export function failedResult(error: unknown): RuntimeResult {
	const errors = error instanceof Error ? error.message : String(error);
	return { statusCode: 500, headers: {}, body: Buffer.alloc(0), logs: "", errors, durationSeconds: 0 };
}

export function presentExecution({ id, createdAt, updatedAt, permissions, ...rest }: Execution) {
	const at = { $id: id, $createdAt: createdAt, $updatedAt: updatedAt, $permissions: permissions };
	return { ...at, ...rest, requestHeaders: [], responseBody: "" };
}

export function createExecutions(store: Store) {
	const parse = (row: { readonly [column: string]: unknown }): Execution => JSON.parse(String(row["json"]));
	return {
		save: (execution: Execution): Execution => {
			const sql =
				"INSERT INTO executions (id, function_id, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json";
			store.run(sql, execution.id, execution.functionId, JSON.stringify(execution));
			return execution;
		},

		get: (functionId: string, id: string): Execution => {
			const row = store.one("SELECT json FROM executions WHERE function_id = ? AND id = ?", functionId, id);
			if (row === undefined) throw executionNotFound();
			return parse(row);
		},

		/** Those made before a moment, and all but the newest 100,000; what is put off stays. */
		removeOld: (before: string): void => {
			const isBeyond = "rowid <= (SELECT MAX(rowid) FROM executions) - 100000";
			const isOld = "json_extract(json, '$.createdAt') < ?";
			store.run(`DELETE FROM executions WHERE due_at IS NULL AND (${isBeyond} OR ${isOld})`, before);
		},

		removeOf: (functionId: string): void => {
			store.run("DELETE FROM executions WHERE function_id = ?", functionId);
		},

		/** The newest first, as the real server lists them where no order is asked for. */
		list: (functionId: string): readonly Execution[] =>
			store
				.all("SELECT json FROM executions WHERE function_id = ? ORDER BY rowid DESC", functionId)
				.map(parse),

		/** Keeps what is to be asked until its time. */
		putOff: ({ id }: Execution, dueAtMs: number, asked: Asked): void => {
			store.run(
				"UPDATE executions SET due_at = ?, asked = ? WHERE id = ?",
				dueAtMs,
				JSON.stringify(asked),
				id,
			);
		},

		/** Those whose time has come, each handed out once. */
		takeDue: (nowMs: number): readonly { readonly execution: Execution; readonly asked: Asked }[] =>
			store.atomically(() => {
				const due = store.all("SELECT json, asked FROM executions WHERE due_at <= ? ORDER BY due_at", nowMs);
				store.run("UPDATE executions SET due_at = NULL, asked = NULL WHERE due_at <= ?", nowMs);
				return due.map((row) => ({ execution: parse(row), asked: JSON.parse(String(row["asked"])) }));
			}),
	};
}

export const executionNotFound = () =>
	new Fault(404, "execution_not_found", "Execution with the requested ID could not be found.");

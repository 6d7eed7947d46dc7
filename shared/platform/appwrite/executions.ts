import { type Client, ExecutionMethod, Functions } from "node-appwrite";
import type { JsonObject } from "../../core/json.ts";
import { call, callOnce } from "./call.ts";

/** The id of the render function in `appwrite.json`. */
const RENDER_FUNCTION_ID = "render";

/** Appwrite ends a synchronous execution after 30 s (its documentation: Functions, Executions). */
export const SYNC_LIMIT_MS = 30_000;
/** Long enough to receive the server's own timeout error. */
const ANSWER_LIMIT_MS = SYNC_LIMIT_MS + 10_000;

/** Starts an execution that runs a job and then the queue, without waiting for it. Idempotent. */
export async function startRun(client: Client, serviceKey: string, jobId: string): Promise<void> {
	await call(() =>
		new Functions(client).createExecution({
			functionId: RENDER_FUNCTION_ID,
			async: true,
			xpath: `/jobs/${encodeURIComponent(jobId)}/run`,
			method: ExecutionMethod.POST,
			headers: { "x-chatreel-key": serviceKey, "content-type": "application/json" },
			body: JSON.stringify({ drain: true }),
		}),
	);
}

/** Calls the render function as the service and waits for its answer. A call whose answer is lost may have taken effect. */
export async function callRender(
	client: Client,
	serviceKey: string,
	{
		method,
		path,
		body,
	}: { readonly method: "GET" | "POST" | "DELETE"; readonly path: string; readonly body?: string },
): Promise<{ readonly status: number; readonly body: JsonObject }> {
	const { responseStatusCode, responseBody } = await callOnce(
		() =>
			new Functions(client).createExecution({
				functionId: RENDER_FUNCTION_ID,
				async: false,
				xpath: path,
				method: ExecutionMethod[method],
				headers: { "x-chatreel-key": serviceKey, "content-type": "application/json" },
				...(body === undefined ? {} : { body }),
			}),
		ANSWER_LIMIT_MS,
	);
	return { status: responseStatusCode, body: parseBody(responseBody) };
}

/** A function that was killed, or a proxy, may answer with something other than JSON. */
function parseBody(text: string): JsonObject {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

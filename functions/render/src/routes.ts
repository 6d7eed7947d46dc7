import { runPreflight } from "../../../shared/app/preflight.ts";
import { openRenderContext, type RenderProcess } from "../../../shared/app/render-function.ts";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { isRecord } from "../../../shared/core/json.ts";
import { worstStatus } from "../../../shared/health/check.ts";
import { toPreflightAnswer } from "../../../shared/health/preflight.ts";
import { readConnection } from "../../../shared/platform/appwrite/client.ts";
import { identifyCaller } from "../../../shared/platform/appwrite/identity.ts";
import { type FunctionContext, readHeader } from "../../../shared/platform/http/function-context.ts";
import { isPlainText, jsonBody } from "../../../shared/platform/http/json-body.ts";
import type { Route } from "../../../shared/platform/http/respond.ts";
import type { Env } from "../../../shared/platform/node/env.ts";
import { runRow } from "../../../shared/service/api/accept-row.ts";
import { deleteJob } from "../../../shared/service/api/delete-job.ts";
import { deleteVideo } from "../../../shared/service/api/delete-video.ts";
import { getJob } from "../../../shared/service/api/get-job.ts";
import { postJob } from "../../../shared/service/api/post-job.ts";
import { postQuote } from "../../../shared/service/api/post-quote.ts";
import { runJob } from "../../../shared/service/api/run-job.ts";
import { processQueue } from "../../../shared/service/attempt/process-queue.ts";
import { acceptBatch } from "../../../shared/service/batch/accept-batch.ts";
import { getBatch } from "../../../shared/service/batch/batch-summary.ts";
import { cancelBatch } from "../../../shared/service/batch/cancel-batch.ts";
import type { Answer, Caller } from "../../../shared/service/caller.ts";
import type { Context } from "../../../shared/service/context.ts";
import { readOwner } from "../../../shared/service/jobs/accept-job.ts";
import { type Row, TABLES } from "../../../shared/service/tables.ts";
import { parseJson } from "../../../shared/video/conversation/json-syntax.ts";
import { type ConversationText, guessForm } from "../../../shared/video/conversation/text-form.ts";

export function renderRoutes(request: FunctionContext, env: Env, process: RenderProcess): readonly Route[] {
	const connection = readConnection(request, env);
	const requireCaller = () => identifyCaller(request, connection, env.SERVICE_KEY);

	const withContext = async (work: (context: Context) => Promise<Answer>): Promise<Answer> => {
		using context = openRenderContext(request, connection, env, process);
		return await work(context);
	};
	const route = (
		method: string,
		path: string,
		answer: (context: Context, caller: Caller, id: string) => Promise<Answer>,
	): Route => {
		const handle: Route["handle"] = ({ id = "" }) =>
			withContext(async (context) => answer(context, await requireCaller(), id));
		return { method, path, handle };
	};

	// The platform alone can send exactly this: a caller's own header comes beside the platform's, or not at all.
	if (readHeader(request, "x-appwrite-trigger") === "event") {
		const handle: Route["handle"] = () =>
			withContext((context) => {
				const row = readRow(request.req.bodyText);
				const userId = readHeader(request, "x-appwrite-user-id") || readOwner(row);
				return thenProcessQueue(context, () => runRow(row, userId, context));
			});
		return [{ method: "POST", path: "/", handle }];
	}
	return [
		route("POST", "/", (context, caller) => postJob(conversationBody(request), caller, context)),
		route("POST", "/quote", (context, caller) => postQuote(conversationBody(request), caller, context)),
		route("GET", "/jobs/:id", (context, caller, id) => getJob(id, caller, context)),
		route("DELETE", "/jobs/:id", (context, caller, id) => deleteJob(id, caller, context)),
		route("DELETE", "/jobs/:id/video", (context, caller, id) => deleteVideo(id, caller, context)),
		route("POST", "/jobs/:id/run", async (context, caller, id) => {
			requireService(caller);
			const run = () => runJob(id, context);
			return asksToDrain(request.req.bodyText) ? thenProcessQueue(context, run) : run();
		}),
		route("POST", "/batch", (context, caller) => acceptBatch(jsonBody(request), caller, context)),
		route("GET", "/batches/:id", (context, caller, id) => getBatch(id, caller, context)),
		route("DELETE", "/batches/:id", (context, caller, id) => cancelBatch(id, caller, context)),
		route("GET", "/health", async () => {
			const results = await runPreflight(env);
			const status = worstStatus(results);
			return {
				status: status === "fail" ? 503 : 200,
				body: { status, checks: results.map(toPreflightAnswer) },
			};
		}),
	];
}

/** Of text/plain, which `fetch` also calls JSON if its caller names no type, the text itself tells its form. */
function conversationBody(request: FunctionContext): ConversationText {
	const text = jsonBody(request);
	return { text, form: isPlainText(request) ? guessForm(text) : "json" };
}

/**
 * Then renders what is queued, even when this job failed: its slot is free. Nobody waits for such an execution, so it waits for its
 * webhooks.
 */
async function thenProcessQueue(context: Context, work: () => Promise<Answer>): Promise<Answer> {
	try {
		return await work();
	} finally {
		await processQueue(context).catch(() => {});
		await context.webhooks.settled();
	}
}

/** `{"drain": true}`: the caller, such as the sweep, does not wait for the answer. All others wait for this job alone. */
function asksToDrain(body: string): boolean {
	const value = parseJson(body);
	return isRecord(value) && value["drain"] === true;
}

function requireService({ kind }: Caller): void {
	if (kind !== "service")
		throw new ChatreelError("FORBIDDEN", "This is for service callers (x-chatreel-key).");
}

function readRow(body: string): Row<"requests"> {
	const value = parseJson(body);
	const row = isRecord(value) ? TABLES.requests.decode(value) : null;
	if (row === null || row.id === "") throw new ChatreelError("INVALID_INPUT", "The event has no row.");
	return row;
}

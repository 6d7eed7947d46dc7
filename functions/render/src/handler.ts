import { runPreflight } from "../../../shared/app/preflight.ts";
import {
	type OpenService,
	openRenderService,
	type RenderProcess,
} from "../../../shared/app/render-function.ts";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { readConnection } from "../../../shared/platform/appwrite/client.ts";
import { identifyCaller } from "../../../shared/platform/appwrite/identity.ts";
import { type FunctionContext, readHeader } from "../../../shared/platform/http/function-context.ts";
import { jsonBody } from "../../../shared/platform/http/json-body.ts";
import { type Answer, type Route, respond } from "../../../shared/platform/http/respond.ts";
import type { Env } from "../../../shared/platform/node/env.ts";
import type { Caller } from "../../../shared/service/caller.ts";
import { ownerOf } from "../../../shared/service/jobs/owner.ts";
import { type Row, TABLES } from "../../../shared/service/tables.ts";
import { findSyntaxFault } from "../../../shared/video/conversation/json-syntax.ts";
import { batchRoutes } from "./batch-routes.ts";

type Surroundings = { readonly env: Env; readonly process: RenderProcess };

/** Answers one execution, whatever started it. Never rejects. */
export async function handle(context: FunctionContext, surroundings: () => Surroundings): Promise<unknown> {
	let close = () => {};
	try {
		return await respond(context, () => {
			const { env, process } = surroundings();
			const opened = openRenderService(context, env, process);
			close = opened.close;
			const { quote } = opened;
			// Exactly this word, which the platform alone can send; a caller's own header arrives beside it or not at all.
			if (readHeader(context, "x-appwrite-trigger") === "event") return eventRoutes(context, opened);
			return [...requestRoutes(context, env, opened), quoteRoute(context, env, quote)];
		});
	} finally {
		close();
	}
}

function eventRoutes(context: FunctionContext, opened: OpenService): readonly Route[] {
	const handle = async () => {
		const row = rowOf(context.req.bodyText);
		const userId = readHeader(context, "x-appwrite-user-id") || ownerOf(row);
		return thenDrain(opened, () => opened.service.renderCreated(row, userId));
	};
	return [{ method: "POST", path: "/", handle }];
}

function requestRoutes(context: FunctionContext, env: Env, opened: OpenService): readonly Route[] {
	const { service, batches } = opened;
	const caller = () => identifyCaller(context, readConnection(context, env), env.SERVICE_KEY);
	const serviceCaller = async () => requireService(await caller());
	return [
		{
			method: "POST",
			path: "/",
			handle: async () => {
				const who = await caller();
				return service.post(jsonBody(context), who);
			},
		},
		{
			method: "GET",
			path: "/jobs/:jobId",
			handle: async ({ jobId = "" }) => service.state(jobId, await caller()),
		},
		{
			method: "DELETE",
			path: "/jobs/:jobId",
			handle: async ({ jobId = "" }) => service.cancel(jobId, await caller()),
		},
		{
			method: "POST",
			path: "/jobs/:jobId/run",
			handle: async ({ jobId = "" }) => {
				await serviceCaller();
				const run = () => service.run(jobId);
				return asksToDrain(context.req.bodyText) ? thenDrain(opened, run) : run();
			},
		},
		...batchRoutes(batches, caller, () => jsonBody(context)),
		{
			method: "GET",
			path: "/health",
			handle: async () => {
				await caller();
				const checks = await runPreflight(env);
				const isWell = checks.every(({ ok }) => ok);
				return { status: isWell ? 200 : 503, body: { status: isWell ? "pass" : "fail", checks } };
			},
		},
	];
}

/** Costs nothing but the plan; what `POST /` would refuse is told with 200. */
function quoteRoute(
	context: FunctionContext,
	env: Env,
	quote: (body: string, caller: Caller) => Promise<Answer>,
): Route {
	const handle = async () => {
		const who = await identifyCaller(context, readConnection(context, env), env.SERVICE_KEY);
		return quote(jsonBody(context), who);
	};
	return { method: "POST", path: "/quote", handle };
}

/**
 * What is queued is rendered also where this job failed: its slot is free. Nobody waits for this execution, so it waits for those
 * that its webhooks go to.
 */
async function thenDrain({ service, settled }: OpenService, work: () => Promise<Answer>): Promise<Answer> {
	try {
		return await work();
	} finally {
		await service.drain().catch(() => {});
		await settled();
	}
}

/** Said by whoever does not wait for the answer, as the sweep: `{"drain": true}`. Everybody else waits for this job alone. */
function asksToDrain(body: string): boolean {
	return /^\s*\{\s*"drain"\s*:\s*true\s*\}\s*$/.test(body);
}

function requireService({ kind }: Caller): void {
	if (kind !== "service")
		throw new ChatreelError("FORBIDDEN", "This is for service callers (x-chatreel-key).");
}

function rowOf(body: string): Row<"requests"> {
	const payload: unknown = findSyntaxFault(body) === null ? JSON.parse(body) : null;
	const row = typeof payload === "object" && payload !== null ? TABLES.requests.decode(payload) : null;
	if (row === null || row.id === "") throw new ChatreelError("INVALID_INPUT", "The event has no row.");
	return row;
}

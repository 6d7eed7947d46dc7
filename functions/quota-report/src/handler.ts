import { openQuotaService, type QuotaService } from "../../../shared/app/quota-function.ts";
import { MINUTE_MS } from "../../../shared/core/time.ts";
import { type FunctionContext, readHeader } from "../../../shared/platform/http/function-context.ts";
import { jsonBody } from "../../../shared/platform/http/json-body.ts";
import { type Answer, logFailure, type Route, respond } from "../../../shared/platform/http/respond.ts";
import { readEnv } from "../../../shared/platform/node/env.ts";
import { canRenderAnswer } from "../../../shared/service/quota/budget.ts";
import { hoursOf } from "../../../shared/service/quota/hours.ts";
import type { Report } from "../../../shared/service/quota/report.ts";
import { reportCsv, reportJson } from "../../../shared/service/quota/report-json.ts";
import { refusalPage, reportPage } from "./page.ts";
import { readMinutesParameter, readRecord, requireMonth } from "./read-request.ts";

/** Answers one execution. Never rejects. */
export function handle(context: FunctionContext): Promise<unknown> {
	return respond(context, () => createRoutes(context, openQuotaService(context, readEnv())));
}

function createRoutes(context: FunctionContext, service: QuotaService): readonly Route[] {
	const showMonth = async (month: string): Promise<Answer> => {
		try {
			const viewer = await service.viewer();
			return await showReport(context, await service.report(viewer, requireMonth(month)));
		} catch (thrown) {
			if (negotiateFormat(context) !== "html") throw thrown;
			const { error, instance } = logFailure(context, thrown);
			return refusalPage(error, instance, context.req.query["link"] ?? null);
		}
	};
	return [
		{ method: "GET", path: "/", handle: () => showMonth(service.month) },
		{ method: "GET", path: "/months/:month", handle: ({ month = "" }) => showMonth(month) },
		{
			method: "GET",
			path: "/can-render",
			handle: async () => {
				const viewer = await service.viewer();
				const neededMs = readMinutesParameter(context.req.query["minutes"]) * MINUTE_MS;
				return { status: 200, body: canRenderAnswer(await service.budget(viewer), neededMs) };
			},
		},
		{
			method: "POST",
			path: "/record",
			handle: async () => {
				await service.requireAdmin();
				const { jobId, minutes } = readRecord(jsonBody(context));
				const ms = Math.max(1, Math.round(minutes * MINUTE_MS));
				const { month, isNew } = await service.record(jobId, ms);
				const recorded = { recorded: true, isNew, jobId, month, minutes: ms / MINUTE_MS };
				return { status: 200, body: { ...recorded, hours: hoursOf(ms) } };
			},
		},
	];
}

async function showReport(context: FunctionContext, report: Report): Promise<Answer> {
	switch (negotiateFormat(context)) {
		case "html":
			return reportPage(report, context.req.query["link"] ?? null);
		case "csv": {
			const disposition = `attachment; filename="chatreel-jobs-${report.budget.month}.csv"`;
			const headers = { "content-type": "text/csv; charset=utf-8", "content-disposition": disposition };
			return { status: 200, text: reportCsv(report), headers: { ...headers, ...PRIVATE } };
		}
		case "json":
			return { status: 200, body: reportJson(report), headers: PRIVATE };
	}
}

const PRIVATE = { "cache-control": "no-store", vary: "accept" };

/** The first known type of `accept`; JSON by default. A browser names HTML, a program anything or nothing. */
function negotiateFormat(context: FunctionContext): "html" | "csv" | "json" {
	const types = readHeader(context, "accept")
		.split(",")
		.map((part) => (part.split(";")[0] ?? "").trim().toLowerCase());
	const first = types.find((type) => ["text/html", "text/csv", "application/json"].includes(type));
	return first === "text/html" ? "html" : first === "text/csv" ? "csv" : "json";
}

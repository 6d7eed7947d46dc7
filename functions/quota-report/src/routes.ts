import { openQuota } from "../../../shared/app/quota.ts";
import { MINUTE_MS } from "../../../shared/core/time.ts";
import { readConnection } from "../../../shared/platform/appwrite/client.ts";
import { type FunctionContext, readHeader } from "../../../shared/platform/http/function-context.ts";
import { jsonBody } from "../../../shared/platform/http/json-body.ts";
import { type HttpAnswer, logFailure, type Route } from "../../../shared/platform/http/respond.ts";
import type { Env } from "../../../shared/platform/node/env.ts";
import { findBudget, toCanRenderBody } from "../../../shared/service/quota/budget.ts";
import { toHours } from "../../../shared/service/quota/cpu-time.ts";
import { recordSpent } from "../../../shared/service/quota/record.ts";
import { buildReport, type Report } from "../../../shared/service/quota/report.ts";
import { toReportCsv, toReportJson } from "../../../shared/service/quota/report-json.ts";
import { refusalPage, reportPage } from "./page.ts";
import { readMinutesParameter, readRecord, requireMonth } from "./read-request.ts";
import { requireAdmin, requireViewer } from "./viewer.ts";

export function quotaRoutes(request: FunctionContext, env: Env): readonly Route[] {
	const connection = readConnection(request, env);
	const quota = openQuota(connection, env, Date.now());
	const { store, limits, warnShare, nowMs } = quota;
	const access = { request, connection, env };

	const showMonth = async (month: string): Promise<HttpAnswer> => {
		try {
			const viewer = await requireViewer(access, nowMs);
			return await formatReport(request, await buildReport({ ...quota, viewer, month: requireMonth(month) }));
		} catch (thrown) {
			if (chooseFormat(request) !== "html") throw thrown;
			const { error, instance } = logFailure(request, thrown);
			return refusalPage(error, instance, request.req.query["link"] ?? null);
		}
	};
	return [
		{ method: "GET", path: "/", handle: () => showMonth(quota.month) },
		{ method: "GET", path: "/months/:month", handle: ({ month = "" }) => showMonth(month) },
		{
			method: "GET",
			path: "/can-render",
			handle: async () => {
				const viewer = await requireViewer(access, nowMs);
				const neededMs = readMinutesParameter(request.req.query["minutes"]) * MINUTE_MS;
				const userId = viewer.kind === "user" ? viewer.userId : null;
				const budget = await findBudget(store, { month: quota.month, userId }, limits, warnShare);
				return { status: 200, body: toCanRenderBody(budget, neededMs) };
			},
		},
		{
			method: "POST",
			path: "/record",
			handle: async () => {
				await requireAdmin(access);
				const { jobId, minutes } = readRecord(jsonBody(request));
				const ms = Math.max(1, Math.round(minutes * MINUTE_MS));
				const { month, isNew } = await recordSpent(store, { jobId, ms, month: quota.month });
				const recorded = { recorded: true, isNew, jobId, month, minutes: ms / MINUTE_MS };
				return { status: 200, body: { ...recorded, hours: toHours(ms) } };
			},
		},
	];
}

async function formatReport(request: FunctionContext, report: Report): Promise<HttpAnswer> {
	switch (chooseFormat(request)) {
		case "html":
			return reportPage(report, request.req.query["link"] ?? null);
		case "csv": {
			const disposition = `attachment; filename="chatreel-jobs-${report.budget.month}.csv"`;
			const headers = { "content-type": "text/csv; charset=utf-8", "content-disposition": disposition };
			return { status: 200, text: toReportCsv(report), headers: { ...headers, ...PRIVATE } };
		}
		case "json":
			return { status: 200, body: toReportJson(report), headers: PRIVATE };
	}
}

const PRIVATE = { "cache-control": "no-store", vary: "accept" };

/** JSON, unless what is accepted names another first: a browser names HTML, and a program any or nothing. */
function chooseFormat(request: FunctionContext): "html" | "csv" | "json" {
	const types = readHeader(request, "accept")
		.split(",")
		.map((part) => (part.split(";")[0] ?? "").trim().toLowerCase());
	const first = types.find((type) => ["text/html", "text/csv", "application/json"].includes(type));
	return first === "text/html" ? "html" : first === "text/csv" ? "csv" : "json";
}

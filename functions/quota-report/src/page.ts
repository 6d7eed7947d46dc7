import { createHash } from "node:crypto";
import { toErrorBody } from "../../../shared/core/error-body.ts";
import type { ChatreelError } from "../../../shared/core/errors.ts";
import type { HttpAnswer } from "../../../shared/platform/http/respond.ts";
import { type Budget, MONTH_USED_UP_BY_OTHERS } from "../../../shared/service/quota/budget.ts";
import { formatHours } from "../../../shared/service/quota/cpu-time.ts";
import type { Report } from "../../../shared/service/quota/report.ts";
import { bar, gauge, monthChart, percentText } from "./charts.ts";
import { type Html, html } from "./html.ts";
import { jobsTable } from "./jobs-table.ts";
import { STYLE } from "./styles.ts";
import { dayText, monthName } from "./times.ts";

/** A page without scripts and external resources, every value escaped. Links to other months keep the signed `link`. */
export function reportPage(report: Report, link: string | null): HttpAnswer {
	const { budget, viewer, forecast } = report;
	const whose = viewer.kind === "all" ? "All jobs" : "Your share";
	const isCurrent = forecast !== null;
	const title = isCurrent ? "CPU budget" : `CPU budget, ${monthName(budget.month)}`;
	const month = html`${monthName(budget.month)}, counted in UTC. ${whose}.`;
	return page(
		200,
		title,
		html`<main class="${budget.status}"><header><h1>CPU budget</h1>${isCurrent ? html`<span class="chip ${budget.status}">${budget.status}</span>` : html``}
<p>${month}${isCurrent ? html`` : html` <a href="${withLink("/", link)}">This month</a>`}</p></header>
<div class="top"><section class="card">${gauge(budget)}${figures(budget)}</section>
<section class="card"><h2>CPU hours, day by day</h2>${monthChart(report)}<p class="note">${outlook(report)}</p></section></div>
<section class="card"><h2>Last ${report.jobs.length === 1 ? "job" : `${report.jobs.length || ""} jobs`}</h2>${jobsTable(report)}</section>
${earlierMonths(report, link)}
<footer>Hours of CPU, user and system, of all processes that a render needs. Reserved is what running renders may still use.</footer></main>`,
	);
}

/** The page of an error. `instance` leads an operator to the log when the error is not the reader's fault. */
export function refusalPage(error: ChatreelError, instance: string, link: string | null): HttpAnswer {
	const { status } = error;
	const isUnauthorized = status === 401;
	const { message } = toErrorBody(error, { instance });
	const why = isUnauthorized && link === null ? "It shows what videos have used of the CPU budget." : message;
	const more = html`<p>The log tells more under</p><code>${instance}</code>`;
	const [heading, advice] = isUnauthorized
		? [
				"This page needs a link",
				html`<p>The operator of this chatreel makes one with</p><code>npm run quota -- --link</code>`,
			]
		: ["This page cannot be shown", status >= 500 && error.kind !== "UNKNOWN" ? more : html``];
	const body = html`<main><section class="card refusal"><h1>${heading}</h1><p>${why}</p>${advice}</section></main>`;
	return page(status, heading, body);
}

function figures(budget: Budget): Html {
	const { spentMs, committedMs, remainingMs, limitMs, jobsCount, isLimitedByMonth } = budget;
	const why = isLimitedByMonth ? html`<span class="line">${MONTH_USED_UP_BY_OTHERS}</span>` : html``;
	return html`<dl><dt><i class="i-spent"></i>Used</dt><dd>${formatHours(spentMs)} h</dd>
<dt><i class="i-held"></i>Reserved</dt><dd>${formatHours(committedMs - spentMs)} h</dd>
<dt><i class="i-left"></i>Left${why}</dt><dd>${formatHours(remainingMs)} h</dd>
<dt>Limit</dt><dd>${formatHours(limitMs)} h</dd><dt>Jobs that ended</dt><dd>${jobsCount}</dd></dl>`;
}

function outlook({ forecast, budget }: Report): Html {
	const { resetsAt, remainingMs, limitMs, committedMs, isLimitedByMonth } = budget;
	if (forecast === null) {
		return html`${formatHours(committedMs)} of ${formatHours(limitMs)} hours were used in this month.`;
	}
	const next = html`The next month begins on ${dayText(resetsAt)}.`;
	if (remainingMs === 0) {
		return html`Nothing is left${isLimitedByMonth ? `, because ${MONTH_USED_UP_BY_OTHERS}` : ""}. ${next}`;
	}
	if (committedMs === 0) return html`Nothing has been used yet. ${next}`;
	const pace = html`At the pace of the last week, ${formatHours(forecast.perDayMs)} hours a day,`;
	return forecast.exhaustedAt === null
		? html`${pace} the month ends with ${formatHours(forecast.endMs)} hours. ${next}`
		: html`${pace} nothing is left from ${dayText(forecast.exhaustedAt)} on. ${next}`;
}

function earlierMonths({ earlier }: Report, link: string | null): Html {
	if (earlier.length === 0) return html``;
	const rows = earlier.map(
		({
			month,
			committedMs,
			percent,
			jobsCount,
		}) => html`<tr><td><a href="${withLink(`/months/${month}`, link)}">${monthName(month)}</a>${bar(percent)}</td>
<td class="n">${formatHours(committedMs)} h<span class="line">${percentText(percent)}</span></td><td class="n">${jobsCount}</td></tr>`,
	);
	return html`<section class="card"><h2>Earlier months</h2><table><thead><tr><th>Month</th><th class="n">CPU</th><th class="n">Jobs</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

const withLink = (path: string, link: string | null) => (link === null ? path : `${path}?link=${link}`);

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Nothing may run, load, be sent or be framed, apart from the one style, by its hash. */
const HEADERS = {
	"content-type": "text/html; charset=utf-8",
	"content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
	"x-frame-options": "DENY",
	"cache-control": "no-store",
	vary: "accept",
};

function page(status: number, title: string, body: Html): HttpAnswer {
	const { markup } = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<style>${{ markup: STYLE }}</style></head><body>${body}</body></html>`;
	return { status, text: markup, headers: HEADERS };
}

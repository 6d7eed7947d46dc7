import type { Report } from "../../../shared/service/quota/report.ts";
import type { JobLine } from "../../../shared/service/quota/report-jobs.ts";
import { type Html, html } from "./html.ts";
import { momentText } from "./times.ts";

/** As in the command. All of them would be ten screens on a phone, where each is a block. */
const JOBS_SHOWN = 20;

/** A row per job, on a phone a block. The older ones unfold. */
export function jobsTable({ jobs, viewer }: Report): Html {
	if (jobs.length === 0) return html`<p class="soft">There are none in this month.</p>`;
	const showsUsers = viewer.kind === "all";
	const older = jobs.slice(JOBS_SHOWN);
	const folded =
		older.length === 0
			? html``
			: html`<details><summary>${older.length} older ${older.length === 1 ? "job" : "jobs"}</summary>${table(older, showsUsers)}</details>`;
	return html`${table(jobs.slice(0, JOBS_SHOWN), showsUsers)}${folded}`;
}

function table(jobs: readonly JobLine[], showsUsers: boolean): Html {
	return html`<table class="jobs"><thead><tr><th>Job</th><th>Status</th><th>Begun (UTC)</th><th class="n">CPU</th><th>Error</th></tr></thead>
<tbody>${jobs.map((job) => row(job, showsUsers))}</tbody></table>`;
}

function row(job: JobLine, showsUser: boolean): Html {
	const { jobId, userId, status, createdAt, cpuSeconds, quotedCpuSeconds, error } = job;
	const user = showsUser && userId !== null ? html`<span class="line">${userId}</span>` : html``;
	const quoted =
		quotedCpuSeconds === null
			? html``
			: html`<span class="line">quoted ${secondsText(quotedCpuSeconds)}</span>`;
	const cpu = cpuSeconds === null ? html`<span class="soft">–</span>` : html`${secondsText(cpuSeconds)}`;
	return html`<tr><td><code>${jobId}</code>${user}</td><td><span class="chip ${status}">${status}</span></td>
<td class="soft"><time datetime="${createdAt}">${momentText(createdAt)}</time></td><td class="n">${cpu}${quoted}</td>
<td class="wide error">${error === null ? "" : html`${error.message} <span class="soft">${error.code}</span>`}</td></tr>`;
}

function secondsText(seconds: number): string {
	return seconds < 600 ? `${seconds.toFixed(2)} s` : `${(seconds / 3600).toFixed(4)} h`;
}

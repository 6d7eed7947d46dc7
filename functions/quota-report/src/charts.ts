import { DAY_MS } from "../../../shared/core/time.ts";
import { type Budget, computePercent } from "../../../shared/service/quota/budget.ts";
import { toHours } from "../../../shared/service/quota/cpu-time.ts";
import type { Report } from "../../../shared/service/quota/report.ts";
import { type Html, html } from "./html.ts";

/** A half circle, filled by what is used and what is reserved. */
export function gauge({ committedMs, spentMs, limitMs, percent, status }: Budget): Html {
	const arcPercent = (ms: number) => Math.min(100, computePercent(ms, limitMs));
	const arc = "M20 110 A80 80 0 0 1 180 110";
	const filled = (name: string, length: number) =>
		length === 0
			? html``
			: html`<path class="${name}" d="${arc}" pathLength="100" stroke-dasharray="${length.toFixed(2)} 200"/>`;
	const text = percentText(percent);
	// A text longer than "100 %" would touch the arc.
	const sizePx = text.length > 5 ? 26 : 34;
	const widthPx = fixed(Math.min(100, sizePx * widthEm(text)));
	return html`<svg class="gauge ${status}" viewBox="0 0 200 128" role="img" aria-label="${text} of the budget are used or reserved">
<path class="track" d="${arc}"/>${filled("held", arcPercent(committedMs))}${filled("spent", arcPercent(spentMs))}
<text class="big" x="100" y="100" font-size="${sizePx}" textLength="${widthPx}" lengthAdjust="spacingAndGlyphs">${text}</text><text class="small" x="100" y="120">used or reserved</text></svg>`;
}

/** About as wide as most systems' bold fonts set a share. The text gets this width in every font, so that none reaches the arc. */
function widthEm(text: string): number {
	const otherEm: Readonly<Record<string, number>> = { " ": 0.26, ".": 0.29, "%": 0.86 };
	return [...text].reduce((sum, letter) => sum + (otherEm[letter] ?? 0.58), 0);
}

/** A small share is not shown as 0. */
export function percentText(percent: number): string {
	if (percent > 0 && percent < 0.1) return "< 0.1 %";
	return `${percent >= 10 ? Math.round(percent) : percent.toFixed(1)} %`;
}

const [WIDTH, HEIGHT] = [720, 330];
const PLOT = { left: 58, right: 708, top: 26, bottom: 288 };
const WEEK_STARTS = [1, 8, 15, 22, 29];

/** The usage of the month by day, the limit, and the forecast. */
export function monthChart({ budget, forecast, curve, fromMs, toMs }: Report): Html {
	const { limitMs } = budget;
	const endMs = forecast?.endMs ?? 0;
	// A forecast far beyond the limit leaves the picture, or it would flatten all else.
	const highest = Math.max(limitMs * 1.12, Math.min(endMs, limitMs * 1.6), budget.committedMs * 1.05, 1);
	const x = (atMs: number) =>
		fixed(PLOT.left + ((atMs - fromMs) / (toMs - fromMs)) * (PLOT.right - PLOT.left));
	const y = (ms: number) => fixed(PLOT.bottom - (ms / highest) * (PLOT.bottom - PLOT.top));
	const points = curve.map(({ atMs, committedMs }) => `${x(atMs)} ${y(committedMs)}`);
	const last = curve.at(-1);
	const line = points.length === 0 ? "" : `M${points.join("L")}`;
	const area =
		last === undefined ? "" : `${line}L${x(last.atMs)} ${PLOT.bottom}L${PLOT.left} ${PLOT.bottom}Z`;
	const middle = html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(limitMs / 2)}" y2="${y(limitMs / 2)}"/>
<text class="end" x="${PLOT.left - 8}" y="${y(limitMs / 2)}" dy="0.35em">${short(limitMs / 2)}</text>`;
	const ahead =
		last === undefined || forecast === null
			? html``
			: html`<path class="ahead" clip-path="url(#plot)" d="M${x(last.atMs)} ${y(last.committedMs)}L${x(toMs)} ${y(endMs)}"/>`;
	const now =
		last === undefined
			? html``
			: html`<circle class="now" cx="${x(last.atMs)}" cy="${y(last.committedMs)}" r="6"/>`;
	return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="CPU hours used by each day of the month, below a limit of ${short(limitMs)} hours">
<defs><clipPath id="plot"><rect x="${PLOT.left}" y="0" width="${PLOT.right - PLOT.left}" height="${PLOT.bottom}"/></clipPath></defs>
<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${PLOT.bottom}" y2="${PLOT.bottom}"/>
<text class="end" x="${PLOT.left - 8}" y="${PLOT.bottom}" dy="0.35em">0</text>${limitMs === 0 ? html`` : middle}
<line class="limit" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(limitMs)}" y2="${y(limitMs)}"/>
<text class="end limit-name" x="${PLOT.left - 8}" y="${y(limitMs)}" dy="0.35em">${short(limitMs)}</text>
<text class="limit-name" x="${PLOT.left + 6}" y="${y(limitMs)}" dy="-7">limit</text>
<path class="area" d="${area}"/>${ahead}<path class="curve" d="${line}"/>${now}
${WEEK_STARTS.filter((day) => fromMs + (day - 1) * DAY_MS < toMs).map(
	(day) => html`<text class="mid" x="${x(fromMs + (day - 0.5) * DAY_MS)}" y="${HEIGHT - 8}">${day}</text>`,
)}</svg>`;
}

const fixed = (value: number) => Number(value.toFixed(1));
/** Hours on an axis. */
const short = (ms: number) => String(Number(toHours(ms).toPrecision(3)));

export function bar(percent: number): Html {
	const width = Math.max(0, Math.min(100, percent)).toFixed(1);
	return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track-fill" width="100" height="8"/><rect class="spent-fill" width="${width}" height="8"/></svg>`;
}

import { isRecord } from "../../core/json.ts";
import { readPages } from "../../core/read-pages.ts";
import type { CpuMs } from "../../core/time.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";

/** The units of a render, and what it used. */
export type Measurement = CostUnits & { readonly cpuMs: CpuMs };

/** One list reads the ends of a page's jobs; it takes 100 ids (Appwrite: Queries). */
const PAGE = 100;
/** Failed attempts teach nothing. Older attempts are read until this many made their video, or up to the last page. */
const ENOUGH = 50;
const MAX_PAGES = 5;

/** The last attempts that made their video, newest first, at most 100. Two calls; up to ten when most attempts failed. */
export async function listMeasurements({ list }: Pick<RowStore, "list">): Promise<readonly Measurement[]> {
	const found: MeasuredAttempt[] = [];
	const completed = new Set<string>();
	let pages = 0;
	const mayRead = () => pages++ < MAX_PAGES;
	const readPage = (after: string | undefined) =>
		list("attempts", {
			where: { state: "settled", costUnits: { isNot: null } },
			orderBy: "updatedAtMs",
			isDescending: true,
			limit: PAGE,
			after,
		});
	for await (const attempts of readPages(PAGE, readPage, mayRead)) {
		const measured = attempts.flatMap((row) => readAttempt(row) ?? []);
		const id = [...new Set(measured.map(({ jobId }) => jobId))];
		for (const end of await list("jobEnds", { where: { id }, limit: Math.max(1, id.length) })) {
			if (end.status === "completed") completed.add(end.id);
		}
		found.push(...measured);
		if (found.filter(({ jobId }) => completed.has(jobId)).length >= ENOUGH) break;
	}
	return selectWholeVideos(found, completed);
}

/** Only the last attempt of a completed job made a whole video. */
function selectWholeVideos(
	found: readonly MeasuredAttempt[],
	completed: ReadonlySet<string>,
): readonly Measurement[] {
	const findLast = (jobId: string) =>
		Math.max(...found.filter((each) => each.jobId === jobId).map(({ attempt }) => attempt));
	return found
		.filter(({ jobId, attempt }) => completed.has(jobId) && attempt === findLast(jobId))
		.slice(0, PAGE)
		.map(({ engine, units, cpuMs }) => ({ engine, units, cpuMs }));
}

type MeasuredAttempt = Measurement & { readonly jobId: string; readonly attempt: number };

function readAttempt({ id, costUnits: stored, chargedMs }: Row<"attempts">): MeasuredAttempt | null {
	const [, jobId = "", attempt = ""] = /^(.+)\.(\d+)$/.exec(id) ?? [];
	const costUnits = readCostUnits(stored);
	const cpuMs = chargedMs ?? 0;
	if (costUnits === null || jobId === "" || cpuMs <= 0) return null;
	return { ...costUnits, cpuMs, jobId, attempt: Number(attempt) };
}

/** The units of a quote, as the row of its attempt keeps them for calibration. */
type CostUnits = { readonly engine: string; readonly units: Readonly<Record<string, number>> };

/** Reads `costUnits` of an attempt: `{engine, units}`, or the units alone, as early releases wrote for the plain engine. */
export function readCostUnits(value: unknown): CostUnits | null {
	if (!isRecord(value)) return null;
	const { engine, units } = "units" in value ? value : { engine: "plain", units: value };
	if (typeof engine !== "string" || !isRecord(units)) return null;
	const entries = Object.entries(units).filter((entry): entry is [string, number] => isAmount(entry[1]));
	return entries.length === Object.keys(units).length && entries.length > 0
		? { engine, units: Object.fromEntries(entries) }
		: null;
}

const isAmount = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value >= 0;

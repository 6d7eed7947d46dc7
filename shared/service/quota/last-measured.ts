import { readPages } from "../../core/read-pages.ts";
import type { RowStore } from "../row-store.ts";
import type { Row } from "../tables.ts";
import { type CostUnits, readCostUnits } from "./cost-units.ts";

/** What a render was made of, and what it used. */
export type Measured = CostUnits & { readonly cpuMs: number };

/** Attempts of a page; their jobs' ends are read by one list, which takes 100 ids (Appwrite: Queries). */
const PAGE = 100;
/** Failed attempts teach nothing: while fewer than so many made their video, older ones are looked at too, but not for ever. */
const ENOUGH = 50;
const PAGES = 5;

/** What the last attempts used that made their video, the newest first, 100 at the most. Two calls; where most failed, up to ten. */
export async function lastMeasured({ list }: Pick<RowStore, "list">): Promise<readonly Measured[]> {
	const found: OfJob[] = [];
	const completed = new Set<string>();
	let pages = 0;
	const mayRead = () => pages++ < PAGES;
	const readPage = (after: string | undefined) =>
		list("attempts", {
			where: { state: "settled", costUnits: { isNot: null } },
			orderBy: "updatedAtMs",
			isDescending: true,
			limit: PAGE,
			after,
		});
	for await (const attempts of readPages(PAGE, readPage, mayRead)) {
		const ofPage = attempts.flatMap((row) => measuredOf(row) ?? []);
		const id = [...new Set(ofPage.map(({ jobId }) => jobId))];
		for (const end of await list("jobEnds", { where: { id }, limit: Math.max(1, id.length) })) {
			if (end.status === "completed") completed.add(end.id);
		}
		found.push(...ofPage);
		if (found.filter(({ jobId }) => completed.has(jobId)).length >= ENOUGH) break;
	}
	return wholeVideos(found, completed);
}

/** Only the last attempt of a job that was completed made a whole video. */
function wholeVideos(found: readonly OfJob[], completed: ReadonlySet<string>): readonly Measured[] {
	const lastOf = (jobId: string) =>
		Math.max(...found.filter((each) => each.jobId === jobId).map(({ attempt }) => attempt));
	return found
		.filter(({ jobId, attempt }) => completed.has(jobId) && attempt === lastOf(jobId))
		.slice(0, PAGE)
		.map(({ engine, units, cpuMs }) => ({ engine, units, cpuMs }));
}

type OfJob = Measured & { readonly jobId: string; readonly attempt: number };

function measuredOf({ id, costUnits: stored, chargedMs }: Row<"attempts">): OfJob | null {
	const [, jobId = "", attempt = ""] = /^(.+)\.(\d+)$/.exec(id) ?? [];
	const costUnits = readCostUnits(stored);
	const cpuMs = chargedMs ?? 0;
	if (costUnits === null || jobId === "" || cpuMs <= 0) return null;
	return { ...costUnits, cpuMs, jobId, attempt: Number(attempt) };
}

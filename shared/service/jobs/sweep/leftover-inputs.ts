import { readPages } from "../../../core/read-pages.ts";
import { hasEnded } from "../job.ts";
import { type ListedFile, PAGE, type SweepRun } from "./sweep-ports.ts";

/**
 * Removes private files of jobs that have ended, and those that no job was made for in a day: the acceptance was cut short. The files
 * of jobs that wait or are rendered stay, so all are read each time.
 */
export async function removeLeftoverInputs(run: SweepRun): Promise<void> {
	const { ports, rules, report, hasTime } = run;
	const beforeMs = ports.nowMs();
	const readPage = (after: string | undefined) =>
		ports.inputs.listFiles({ fromMs: 0, beforeMs, limit: PAGE, after });
	let pages = 0;
	const mayRead = () => pages++ < rules.pageCount && hasTime();
	const leftovers: ListedFile[] = [];
	// The cursor of a page is a file, which must be there still.
	for await (const files of readPages(PAGE, readPage, mayRead))
		leftovers.push(...(await findLeftovers(run, files)));
	for (const { id } of leftovers) {
		if (!hasTime()) return;
		await ports.inputs.removeFile(id);
		report.removedFiles.push(id);
	}
}

async function findLeftovers(
	{ ports, rules }: SweepRun,
	files: readonly ListedFile[],
): Promise<readonly ListedFile[]> {
	// After the files: a job that has not been made by now may still be made for a young one.
	const ids = [...new Set(files.map(toJobId))];
	const jobs = await ports.store.list("jobs", { where: { id: ids }, limit: PAGE, fields: ["status"] });
	const known = new Map(jobs.map((job) => [job.id, job]));
	const oldMs = ports.nowMs() - rules.forgottenMs;
	return files.filter((file) => {
		const job = known.get(toJobId(file));
		return job === undefined ? file.createdAtMs < oldMs : hasEnded(job);
	});
}

const toJobId = ({ name }: ListedFile) => name.replace(/\.txt$/, "");

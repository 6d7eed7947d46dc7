import { readPages } from "../../../core/read-pages.ts";
import { attemptIds } from "../attempts.ts";
import { fileIdOf } from "../job-id.ts";
import { isHeld, MAX_ATTEMPTS } from "../lease.ts";
import { type ListedFile, PAGE, type SweepRun } from "./ports.ts";

/**
 * Removes files that a job's attempt left in the bucket, whole or unfinished, and that the job does not name. An attempt whose CPU is
 * still reserved may be about to name them: its files are left alone until it is settled, which ends its right to. Files that are no
 * attempt's are not ours. Gives where the next sweep is to begin: at the oldest file that is not decided.
 */
export async function removeOrphans(run: SweepRun, fromMs: number): Promise<number> {
	const { ports, rules, report, hasTime } = run;
	const beforeMs = ports.nowMs();
	const readPage = (after: string | undefined) => ports.listFiles({ fromMs, beforeMs, limit: PAGE, after });
	let pages = 0;
	const mayRead = () => pages++ < rules.pageCount && hasTime();
	let oldestOpenMs: number | null = null;
	let lastMs = fromMs;
	for await (const files of readPages(PAGE, readPage, mayRead)) {
		for (const file of await unnamedOf(run, files)) {
			const fate = hasTime() ? await fateOf(run, file) : "open";
			if (fate === "open") oldestOpenMs ??= file.createdAtMs;
			if (fate !== "orphan") continue;
			await ports.removeFile(file.id);
			report.removedFiles.push(file.id);
		}
		lastMs = files.at(-1)?.createdAtMs ?? lastMs;
	}
	return oldestOpenMs ?? lastMs;
}

const FILE_FIELDS = ["fileId", "posterFileId"] as const;
const KINDS = { ".mp4": "video", ".poster.png": "poster" } as const;

/** The job that a file's name tells; null where it is none of ours. */
function jobIdOf({ name }: ListedFile): string | null {
	const ending = Object.keys(KINDS).find((each) => name.endsWith(each));
	return ending === undefined ? null : name.slice(0, -ending.length);
}

/** Those that their job does not name. */
async function unnamedOf({ ports }: SweepRun, files: readonly ListedFile[]): Promise<readonly ListedFile[]> {
	const ids = [...new Set(files.flatMap((file) => jobIdOf(file) ?? []))];
	const jobs = await ports.store.list("jobs", { where: { id: ids }, limit: PAGE, fields: FILE_FIELDS });
	const named = new Set(jobs.flatMap(({ fileId, posterFileId }) => [fileId, posterFileId]));
	return files.filter((file) => jobIdOf(file) !== null && !named.has(file.id));
}

/** "kept": it is none of ours; "open": its attempt may yet name it; "orphan": nobody will. */
async function fateOf({ ports }: SweepRun, file: ListedFile): Promise<"kept" | "open" | "orphan"> {
	const jobId = jobIdOf(file) ?? "";
	const kind = file.name.endsWith(".mp4") ? "video" : "poster";
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
		if ((await fileIdOf(jobId, attempt, kind)) !== file.id) continue;
		const row = await ports.store.find("attempts", attemptIds(jobId)[attempt - 1] ?? "");
		if (row !== null && isHeld(row)) return "open";
		// It may have been named and settled between the two looks: both are one transaction.
		const job = await ports.store.find("jobs", jobId, FILE_FIELDS);
		return [job?.fileId, job?.posterFileId].includes(file.id) ? "kept" : "orphan";
	}
	return "kept";
}

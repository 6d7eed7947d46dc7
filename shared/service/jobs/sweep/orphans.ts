import { readPages } from "../../../core/read-pages.ts";
import type { EpochMs } from "../../../core/time.ts";
import { listAttemptIds } from "../attempts.ts";
import { toFileId } from "../job-id.ts";
import { isHeld, MAX_ATTEMPTS } from "../lease.ts";
import { type ListedFile, PAGE, type SweepRun } from "./sweep-ports.ts";

/**
 * Removes files that an attempt left in the bucket, finished or not, and that its job does not refer to. An attempt that is not
 * settled may still record its files, so they stay. Files of no attempt are not ours. Returns where the next sweep starts: at the
 * oldest file that is not decided.
 */
export async function removeOrphans(run: SweepRun, fromMs: EpochMs): Promise<EpochMs> {
	const { ports, rules, report, hasTime } = run;
	const beforeMs = ports.nowMs();
	const readPage = (after: string | undefined) => ports.listFiles({ fromMs, beforeMs, limit: PAGE, after });
	let pages = 0;
	const mayRead = () => pages++ < rules.pageCount && hasTime();
	let oldestOpenMs: number | null = null;
	let lastMs = fromMs;
	for await (const files of readPages(PAGE, readPage, mayRead)) {
		for (const file of await findUnnamed(run, files)) {
			const verdict = hasTime() ? await classifyFile(run, file) : "open";
			if (verdict === "open") oldestOpenMs ??= file.createdAtMs;
			if (verdict !== "orphan") continue;
			await ports.removeFile(file.id);
			report.removedFiles.push(file.id);
		}
		lastMs = files.at(-1)?.createdAtMs ?? lastMs;
	}
	return oldestOpenMs ?? lastMs;
}

const FILE_FIELDS = ["fileId", "posterFileId"] as const;
const KINDS = { ".mp4": "video", ".poster.png": "poster" } as const;

/** The job id in the name of a file; null when the file is not ours. */
function readJobId({ name }: ListedFile): string | null {
	const ending = Object.keys(KINDS).find((each) => name.endsWith(each));
	return ending === undefined ? null : name.slice(0, -ending.length);
}

/** Files of jobs that do not refer to them. */
async function findUnnamed(
	{ ports }: SweepRun,
	files: readonly ListedFile[],
): Promise<readonly ListedFile[]> {
	const ids = [...new Set(files.flatMap((file) => readJobId(file) ?? []))];
	const jobs = await ports.store.list("jobs", { where: { id: ids }, limit: PAGE, fields: FILE_FIELDS });
	const named = new Set(jobs.flatMap(({ fileId, posterFileId }) => [fileId, posterFileId]));
	return files.filter((file) => readJobId(file) !== null && !named.has(file.id));
}

/** "kept": not ours, or in use; "open": its attempt may still record it; "orphan": no attempt will. */
async function classifyFile({ ports }: SweepRun, file: ListedFile): Promise<"kept" | "open" | "orphan"> {
	const jobId = readJobId(file) ?? "";
	const kind = file.name.endsWith(".mp4") ? "video" : "poster";
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
		if ((await toFileId(jobId, attempt, kind)) !== file.id) continue;
		const row = await ports.store.find("attempts", listAttemptIds(jobId)[attempt - 1] ?? "");
		if (row !== null && isHeld(row)) return "open";
		// One transaction may have recorded the file and settled the attempt between the two reads.
		const job = await ports.store.find("jobs", jobId, FILE_FIELDS);
		return [job?.fileId, job?.posterFileId].includes(file.id) ? "kept" : "orphan";
	}
	return "kept";
}

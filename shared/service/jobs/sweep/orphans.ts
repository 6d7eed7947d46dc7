import { isoOf } from "../../../core/time.ts";
import { ATTEMPTS } from "../../quota/tables.ts";
import type { Row } from "../../row-store.ts";
import { attemptIds } from "../attempts.ts";
import { RENDERS } from "../job.ts";
import { fileIdOf } from "../job-id.ts";
import { isHeld, MAX_ATTEMPTS } from "../lease.ts";
import { type ListedFile, PAGE, type SweepRun } from "./ports.ts";

/**
 * Removes files that a job's attempt left in the bucket, whole or unfinished, and that the job does not name. An attempt whose CPU is
 * still reserved may be about to name them: its files are left alone until it is settled, which ends its right to. Files that are no
 * attempt's are not ours. Gives where the next sweep is to begin: at the oldest file that is not decided.
 */
export async function removeOrphans(run: SweepRun, from: string): Promise<string> {
	const { ports, rules, report, hasTime } = run;
	const between = { column: "$createdAt", from, before: isoOf(ports.nowMs()) };
	let oldestOpen: string | null = null;
	let last: ListedFile | undefined;
	for (let page = 0; page < rules.pageCount && hasTime(); page++) {
		const files: readonly ListedFile[] = await ports.listFiles({
			...{ between, orderBy: "$createdAt", limit: PAGE },
			after: last?.id,
		});
		const unnamed = await unnamedOf(run, files);
		for (const file of unnamed) {
			const fate = hasTime() ? await fateOf(run, file) : "open";
			if (fate === "open") oldestOpen ??= isoOf(Date.parse(file.createdAt));
			if (fate !== "orphan") continue;
			await ports.removeFile(file.id);
			report.removedFiles.push(file.id);
		}
		last = files.at(-1) ?? last;
		if (files.length < PAGE) break;
	}
	return oldestOpen ?? (last === undefined ? from : isoOf(Date.parse(last.createdAt)));
}

const KINDS = { ".mp4": "video", ".poster.png": "poster" } as const;

/** The job that a file's name tells; null where it is none of ours. */
function jobIdOf({ name }: ListedFile): string | null {
	const ending = Object.keys(KINDS).find((each) => name.endsWith(each));
	return ending === undefined ? null : name.slice(0, -ending.length);
}

/** Those that their job does not name. */
async function unnamedOf({ ports }: SweepRun, files: readonly ListedFile[]): Promise<readonly ListedFile[]> {
	const ids = [...new Set(files.flatMap((file) => jobIdOf(file) ?? []))];
	const rows = await ports.store.findAll(RENDERS, ids, ["fileId", "posterFileId"]);
	const named = new Set(rows.flatMap((row) => [row["fileId"], row["posterFileId"]]));
	return files.filter((file) => jobIdOf(file) !== null && !named.has(file.id));
}

/** "kept": it is none of ours; "open": its attempt may yet name it; "orphan": nobody will. */
async function fateOf({ ports }: SweepRun, file: ListedFile): Promise<"kept" | "open" | "orphan"> {
	const jobId = jobIdOf(file) ?? "";
	const kind = file.name.endsWith(".mp4") ? "video" : "poster";
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
		if ((await fileIdOf(jobId, attempt, kind)) !== file.id) continue;
		const row: Row | null = await ports.store.find(ATTEMPTS, attemptIds(jobId)[attempt - 1] ?? "");
		if (row !== null && isHeld(row)) return "open";
		// It may have been named and settled between the two looks: both are one transaction.
		const job = await ports.store.find(RENDERS, jobId, ["fileId", "posterFileId"]);
		return [job?.["fileId"], job?.["posterFileId"]].includes(file.id) ? "kept" : "orphan";
	}
	return "kept";
}

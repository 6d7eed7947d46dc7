import type { LocalResult } from "../../shared/app/render-to-file.ts";
import type { Warning } from "../../shared/video/conversation/warning.ts";

/** What the command made; without a job it has no ids, and was not quoted. */
export type CommandResult = Omit<LocalResult, JobField> & Partial<Pick<LocalResult, JobField>>;

type JobField = "jobId" | "fileId" | "bucketId" | "quotedCpuSeconds";

/** The lines that close a render for a person: where the video is, what it is, what it cost, what to mind. */
export function summaryOf(result: CommandResult): string {
	const { outputPath, posterPath, durationSeconds, frames, bytes, cpuSeconds, renderSeconds, warnings } =
		result;
	const { bucketId, fileId = null, quotedCpuSeconds, uploadError } = result;
	const quoted = quotedCpuSeconds === undefined ? "" : `, quoted ${quotedCpuSeconds.toFixed(2)} s`;
	return [
		`Video    ${outputPath}`,
		`Poster   ${posterPath}`,
		`Length   ${durationSeconds.toFixed(2)} s, ${frames} frames`,
		`Size     ${formatBytes(bytes)}`,
		`CPU      ${cpuSeconds.toFixed(2)} s${quoted} (wall ${renderSeconds.toFixed(2)} s)`,
		...(fileId === null ? [] : [`Bucket   ${bucketId}, file ${fileId}`]),
		...(uploadError === undefined ? [] : [`Upload   failed: ${uploadError}`]),
		...warningLines(warnings),
	].join("\n");
}

function warningLines(warnings: readonly Warning[]): string[] {
	if (warnings.length === 0) return [];
	return [
		"",
		`${warnings.length} ${warnings.length === 1 ? "warning" : "warnings"}:`,
		...warnings.map(warningLine),
	];
}

function warningLine({ code, message, pointer }: Warning): string {
	return `  ${pointer === undefined ? "" : `${pointer}  `}${message} [${code}]`;
}

function formatBytes(bytes: number): string {
	return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(2)} MB`;
}

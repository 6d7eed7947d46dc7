import { asRecord } from "./appwrite.ts";

type JobStatus = "queued" | "rendering" | "uploading" | "completed" | "failed" | "cancelled" | "skipped";

/** A job of the user on the server, as its row in `renders` tells it. */
export type VideoJob = {
	readonly id: string;
	readonly createdAtMs: number;
	readonly status: JobStatus;
	readonly percent: number;
	/** The server's guess; null when it has none. */
	readonly etaSeconds: number | null;
	/** Null: there is no video, or none any more. */
	readonly file: {
		readonly bucketId: string;
		readonly fileId: string;
		readonly posterFileId: string | null;
	} | null;
	readonly isDeleted: boolean;
	readonly durationSeconds: number;
	readonly bytes: number;
	readonly cpuSeconds: number;
	/** Why there is no video, in the words of the service. */
	readonly words: string | null;
};

/** The columns that are read: without the request, the largest of a row. */
export const COLUMNS = [
	...["status", "percent", "etaSeconds", "bucketId", "fileId", "posterFileId", "videoDeletedAt"],
	...["durationMs", "bytes", "cpuMs", "error"],
];

export function readJob(row: Readonly<Record<string, unknown>>): VideoJob {
	const text = (name: string) => (typeof row[name] === "string" ? row[name] : null);
	const number = (name: string) => (typeof row[name] === "number" ? row[name] : 0);
	const [bucketId, fileId] = [text("bucketId"), text("fileId")];
	const isDeleted = text("videoDeletedAt") !== null;
	return {
		id: text("$id") ?? "",
		createdAtMs: Date.parse(text("$createdAt") ?? "") || 0,
		status: (text("status") ?? "queued") as JobStatus,
		percent: number("percent"),
		etaSeconds: typeof row["etaSeconds"] === "number" ? row["etaSeconds"] : null,
		file:
			bucketId === null || fileId === null || isDeleted
				? null
				: { bucketId, fileId, posterFileId: text("posterFileId") },
		isDeleted,
		durationSeconds: number("durationMs") / 1000,
		bytes: number("bytes"),
		cpuSeconds: number("cpuMs") / 1000,
		words: readWords(text("error")),
	};
}

export function hasEnded({ status }: Pick<VideoJob, "status">): boolean {
	return status !== "queued" && status !== "rendering" && status !== "uploading";
}

/** The words of a stored error, and those of its faults. */
function readWords(json: string | null): string | null {
	if (json === null) return null;
	try {
		return describeError(JSON.parse(json));
	} catch {
		return json;
	}
}

/** What an error of the service says: its message, and the faults it lists. */
export function describeError(error: unknown): string {
	const { message, details } = asRecord(error);
	const { faults } = asRecord(details);
	const listed = Array.isArray(faults) ? faults.map((fault) => String(asRecord(fault)["message"])) : [];
	return [String(message ?? ""), ...listed].filter((words) => words !== "").join(" ");
}

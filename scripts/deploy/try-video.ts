import { type Client, Functions, ID, Query, Storage, TablesDB } from "node-appwrite";
import { ChatreelError } from "../../shared/core/errors.ts";
import { sleep as realSleep } from "../../shared/core/time.ts";
import { call } from "../../shared/platform/appwrite/call.ts";
import { type EndStatus, isEnd, type Status } from "../../shared/service/jobs/states.ts";

export type TriedVideo = {
	readonly jobId: string;
	readonly bucketId: string;
	readonly fileId: string;
	readonly durationSeconds: number;
	readonly bytes: number;
	readonly cpuSeconds: number;
	readonly quotedCpuSeconds: number;
	/** From creating the row to the stored file. */
	readonly waitedSeconds: number;
};

const CONVERSATION = {
	contact: { name: "chatreel" },
	video: { width: 540, height: 960 },
	messages: [
		{ sender: "them", text: "Is it deployed?" },
		{ sender: "you", text: "You are looking at it 🎬" },
	],
};

/** Room for a cold container and a slow machine. */
const START_LIMIT_MS = 120_000;
const END_LIMIT_MS = 300_000;
const POLL_MS = 500;

/**
 * Renders a short video as an app does: creates a row, follows its job, downloads the file. Rejects with DEPENDENCY_ERROR, which
 * names the step that failed.
 */
export async function tryVideo(
	client: Client,
	sleep: (ms: number) => Promise<void> = realSleep,
): Promise<TriedVideo> {
	const tables = new TablesDB(client);
	const startedAt = performance.now();
	const jobId = ID.unique();
	const data = { conversation: JSON.stringify(CONVERSATION) };
	await tables.createRow({ databaseId: "chatreel", tableId: "render_requests", rowId: jobId, data });
	for (;;) {
		const waitedMs = performance.now() - startedAt;
		const queries = [Query.equal("$id", [jobId])];
		const { rows } = await call(() =>
			tables.listRows({ databaseId: "chatreel", tableId: "renders", queries }),
		);
		const job = rows[0] as Readonly<Record<string, unknown>> | undefined;
		if (job === undefined && waitedMs > START_LIMIT_MS) throw notStarted(jobId, await lastExecution(client));
		if (job !== undefined && isEnd(job["status"] as Status)) {
			return await download(client, jobId, job, waitedMs / 1000);
		}
		if (waitedMs > END_LIMIT_MS)
			throw tryFailed(`Job ${jobId} is ${job?.["status"]} after ${END_LIMIT_MS / 1000} s.`);
		await sleep(POLL_MS);
	}
}

async function download(
	client: Client,
	jobId: string,
	job: Readonly<Record<string, unknown>>,
	waitedSeconds: number,
): Promise<TriedVideo> {
	const status = job["status"] as EndStatus;
	if (status !== "completed") throw tryFailed(`Job ${jobId} ${status}: ${errorMessage(job["error"])}`);
	const [bucketId, fileId] = [String(job["bucketId"]), String(job["fileId"])];
	const bytes = await new Storage(client).getFileDownload({ bucketId, fileId });
	if (bytes.byteLength !== job["bytes"]) {
		throw tryFailed(`File ${fileId} has ${bytes.byteLength} bytes; its job says ${job["bytes"]}.`);
	}
	return {
		jobId,
		bucketId,
		fileId,
		waitedSeconds,
		bytes: bytes.byteLength,
		durationSeconds: Number(job["durationMs"]) / 1000,
		cpuSeconds: Number(job["cpuMs"]) / 1000,
		quotedCpuSeconds: Number(job["quotedMs"]) / 1000,
	};
}

function errorMessage(column: unknown): string {
	try {
		return String(JSON.parse(String(column)).message);
	} catch {
		return "no reason given";
	}
}

function notStarted(jobId: string, execution: string): ChatreelError {
	return tryFailed(
		`The event of row ${jobId} started no job within ${START_LIMIT_MS / 1000} s. ${execution} See docs/deploy.md, "When it does not work".`,
	);
}

/** A sentence on the last execution of render, which left no job to say why. */
async function lastExecution(client: Client): Promise<string> {
	try {
		const queries = [Query.orderDesc("$createdAt"), Query.limit(1)];
		const { executions } = await new Functions(client).listExecutions({ functionId: "render", queries });
		const [last] = executions;
		if (last === undefined)
			return "The function render was not executed: does the server's functions worker run?";
		const [firstLine = ""] = last.errors.trim().split("\n");
		return `Its last execution ${last.status} with ${last.responseStatusCode}: ${firstLine || "no error was logged"}.`;
	} catch {
		return "The key may not list executions (execution.read).";
	}
}

const tryFailed = (message: string) => new ChatreelError("DEPENDENCY_ERROR", message);

export function describeVideo(video: TriedVideo): string {
	const { jobId, bucketId, fileId, durationSeconds, bytes, cpuSeconds, quotedCpuSeconds, waitedSeconds } =
		video;
	return [
		`A video of ${durationSeconds} s was made in ${waitedSeconds.toFixed(1)} s, for ${cpuSeconds.toFixed(2)} CPU seconds (quoted: ${quotedCpuSeconds.toFixed(2)}).`,
		`It is file ${fileId} of bucket ${bucketId}, ${bytes} bytes; its job is ${jobId}. Both may be deleted.`,
	].join("\n");
}

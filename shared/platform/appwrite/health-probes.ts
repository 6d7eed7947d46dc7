import { type Client, type ExecutionMethod, Functions, Query, Storage, TablesDB } from "node-appwrite";
import { InputFile } from "node-appwrite/file";
import { ChatreelError, isKind } from "../../core/errors.ts";
import type { RenderSettings } from "../../health/judge-configuration.ts";
import type { RenderFacts, StorageFacts } from "../../health/judge-services.ts";
import { DATABASE_ID } from "./appwrite-row-store.ts";
import { callOnce } from "./call.ts";
import { BUCKET_ID } from "./videos.ts";

/** Probes of rows are made where reports are trimmed: so one that stays is removed with these. */
const PROBE_TABLE = "health_reports";
/** What a probe's row has as its status. */
export const PROBE_STATUS = "probe";
const PROBE_FILE = "chatreel-health-probe";
/** A probe of another look that is under way is left alone for so long. */
export const PROBE_AGE_MS = 600_000;
/** So many left-over probes are removed at a time. */
const PROBES = 10;

/** Writes, reads and deletes a row; gives how long it took, in ms. */
export async function probeDatabase(client: Client): Promise<number> {
	const tables = new TablesDB(client);
	const place = { databaseId: DATABASE_ID, tableId: PROBE_TABLE };
	const rowId = `probe-${idOf()}`;
	const begunMs = performance.now();
	await callOnce(() => tables.createRow({ ...place, rowId, data: { status: PROBE_STATUS } }));
	const queries = [Query.equal("$id", [rowId]), Query.limit(1)];
	const { rows } = await callOnce(() => tables.listRows({ ...place, queries, total: false }));
	await callOnce(() => tables.deleteRow({ ...place, rowId }));
	if (rows[0]?.$id === rowId) return performance.now() - begunMs;
	throw new ChatreelError("DEPENDENCY_ERROR", "A row that was just written cannot be read");
}

/** Writes, reads and deletes a file, and removes the probes of earlier looks. */
export async function probeStorage(client: Client, nowMs: number): Promise<StorageFacts> {
	const storage = new Storage(client);
	const leftOver = await removeLeftOver(storage, nowMs);
	const place = { bucketId: BUCKET_ID, fileId: `probe-${idOf()}` };
	const content = `${PROBE_FILE} ${place.fileId}`;
	const file = InputFile.fromBuffer(Buffer.from(content), `${PROBE_FILE}.png`);
	const begunMs = performance.now();
	await callOnce(() => storage.createFile({ ...place, file, permissions: [] }));
	let read: ArrayBuffer | undefined;
	let isRemoved = true;
	try {
		read = await callOnce(() => storage.getFileDownload(place));
	} finally {
		isRemoved = await isDeleted(storage, place.fileId);
	}
	if (Buffer.from(read).toString() !== content) {
		throw new ChatreelError("DEPENDENCY_ERROR", "A file that was just written reads differently");
	}
	return { tookMs: performance.now() - begunMs, isRemoved, leftOver };
}

/** How many of them are still there. */
async function removeLeftOver(storage: Storage, nowMs: number): Promise<number> {
	const queries = [Query.startsWith("name", PROBE_FILE), Query.limit(PROBES)];
	const { files } = await callOnce(() => storage.listFiles({ bucketId: BUCKET_ID, queries }));
	const old = files.filter(({ $createdAt }) => Date.parse($createdAt) < nowMs - PROBE_AGE_MS);
	const removed = await Promise.all(old.map(({ $id }) => isDeleted(storage, $id)));
	return removed.filter((isGone) => !isGone).length;
}

async function isDeleted(storage: Storage, fileId: string): Promise<boolean> {
	try {
		await callOnce(() => storage.deleteFile({ bucketId: BUCKET_ID, fileId }));
		return true;
	} catch (thrown) {
		return isKind(thrown, "NOT_FOUND");
	}
}

/** Asks the render function whether it could make a video where it runs. */
export async function probeRender(client: Client, serviceKey: string | undefined): Promise<RenderFacts> {
	if (serviceKey === undefined) {
		throw new ChatreelError("DEPENDENCY_ERROR", "It cannot be asked without a SERVICE_KEY");
	}
	const begunMs = performance.now();
	const { responseBody, responseStatusCode } = await callOnce(
		() =>
			new Functions(client).createExecution({
				functionId: "render",
				async: false,
				xpath: "/health",
				method: "GET" as ExecutionMethod,
				headers: { "x-chatreel-key": serviceKey },
			}),
		SYNC_LIMIT_MS,
	);
	const checks = checksIn(responseBody);
	if (checks === null) {
		const message = `It answered ${responseStatusCode}, and no pre-flight`;
		throw new ChatreelError("DEPENDENCY_ERROR", message);
	}
	const failed = checks.filter(({ ok }) => !ok);
	return {
		tookMs: performance.now() - begunMs,
		failed: failed.map(({ name, message }) => ({ name, message })),
	};
}

/** Appwrite ends synchronous executions after 30 s. */
const SYNC_LIMIT_MS = 30_000;

type PreflightCheck = { readonly name: string; readonly ok: boolean; readonly message: string };

function checksIn(body: string): readonly PreflightCheck[] | null {
	try {
		const { checks } = JSON.parse(body) as { readonly checks?: unknown };
		return Array.isArray(checks) ? checks : null;
	} catch {
		return null;
	}
}

export async function readRenderSettings(client: Client): Promise<RenderSettings> {
	const made = await callOnce(() => new Functions(client).get({ functionId: "render" }));
	return { timeoutSeconds: made.timeout, isEnabled: made.enabled, events: made.events };
}

/** What the bucket holds, and the largest file that it takes. */
export async function readBucket(
	client: Client,
): Promise<{ readonly usedBytes: number | null; readonly maxFileBytes: number }> {
	const bucket = await callOnce(() => new Storage(client).getBucket({ bucketId: BUCKET_ID }));
	// Servers before 1.9 do not tell it.
	const usedBytes: number | undefined = bucket.totalSize;
	return { usedBytes: usedBytes ?? null, maxFileBytes: bucket.maximumFileSize };
}

const idOf = () => crypto.randomUUID().replaceAll("-", "").slice(0, 20);

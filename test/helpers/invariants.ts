import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Query, Storage } from "node-appwrite";
import { expect } from "vitest";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { isEnd, mayBecome, type Status } from "../../shared/service/jobs/states.ts";
import type { Limits } from "../../shared/service/quota/operations.ts";
import type { RowStore } from "../../shared/service/row-store.ts";
import { type Row, TABLES } from "../../shared/service/tables.ts";
import { toDeliveryId } from "../../shared/service/webhooks/delivery.ts";
import type { BundleServer } from "./bundle-server.ts";

/** A change of a job's status that anybody could see. */
export type Move = { readonly id: string; readonly from: Status; readonly to: Status };

export type InvariantOptions = {
	/** Whether nobody is at work: then nothing is reserved, and no file is without a job. Default true. */
	readonly isQuiet?: boolean;
	/** A killed process leaves its temporary files where they are: its container goes with them. Default false. */
	readonly wasKilled?: boolean;
};

/** What holds whatever has happened: to the money, the jobs, their states and their files. */
export async function expectInvariants(
	server: BundleServer,
	{ isQuiet = true, wasKilled = false }: InvariantOptions = {},
): Promise<void> {
	const store = createAppwriteRowStore(createClient(server), TABLES);
	await expectRowInvariants(store, server.moves());
	if (isQuiet) {
		expect(await heldAttempts(store), "attempts that hold CPU").toEqual([]);
		await expectFiles(server, await store.list("jobs", { limit: ALL, fields: JOB_FIELDS }));
		if (wasKilled) return;
		const leftOver = readdirSync(join(server.dataDir, "functions"), { recursive: true }).map(String);
		expect(leftOver.filter((path) => path.includes("chatreel-"))).toEqual([]);
	}
}

const ALL = 1000;
const JOB_FIELDS = [
	...(["status", "target", "webhook", "fileId", "posterFileId", "bytes", "videoDeletedAtMs"] as const),
] as const;
type Job = Row<"jobs", (typeof JOB_FIELDS)[number]>;

/** What the rows say when nobody is at work, but for what was lost and is not swept yet. */
export async function expectRowInvariants(store: RowStore, moves: readonly Move[]): Promise<void> {
	await expectLedger(store);
	const jobs = await store.list("jobs", { limit: ALL, fields: JOB_FIELDS });
	const ends = await store.list("jobEnds", { limit: ALL });
	const ended = jobs.filter(({ status }) => isEnd(status));
	expect(statuses(ended), "ends as the jobs' rows and their guards tell them").toEqual(statuses(ends));
	for (const [index, { from, to, id }] of moves.entries()) {
		// A claim or a return to the queue that crosses a cancel writes over its end, sees that, and puts it back.
		const isCrossed =
			from === "cancelled" && moves.slice(index).some((move) => move.id === id && move.to === from);
		expect(mayBecome(from, to) || isCrossed, `${id}: ${from} → ${to}`).toBe(true);
	}
}

/** That every counter is the sum of its ledger, at any moment; and within its limits, where they are given. */
export async function expectLedger(store: RowStore, limits?: Limits): Promise<void> {
	const attempts = await store.list("attempts", { limit: ALL });
	const months = await store.list("months", { limit: ALL });
	for (const month of months) {
		const own = attempts.filter((row) => row.month === month.id);
		expectBooks(month, own, limits?.monthMs);
	}
	for (const user of await store.list("userMonths", { limit: ALL })) {
		const { month, userId } = user;
		const own = attempts.filter((row) => row.month === month && row.userId === userId);
		expectBooks(user, own, limits?.userMs);
	}
	const counted = months.reduce((sum, { jobsCount }) => sum + jobsCount, 0);
	expect(counted, "jobs counted").toBe(await store.count("jobEnds", {}));
}

/** What is left when all work is done and swept: every job has ended, and nothing is held for any. */
export async function expectQuiet(store: RowStore, fileIds: readonly string[]): Promise<void> {
	expect(await heldAttempts(store), "attempts that hold CPU").toEqual([]);
	const jobs = await store.list("jobs", { limit: ALL, fields: JOB_FIELDS });
	expect(
		jobs.filter(({ status }) => !isEnd(status)),
		"jobs without an end",
	).toEqual([]);
	const requests = await store.list("requests", { limit: ALL, fields: [] });
	const known = new Set(jobs.map(({ id }) => id));
	expect(
		requests.filter(({ id }) => !known.has(id)),
		"requests without a job",
	).toEqual([]);
	expect(fileIds.toSorted(), "files, and those that jobs name").toEqual(namedFiles(jobs).toSorted());
	const deliveries = await store.list("deliveries", { limit: ALL, fields: ["event"] });
	const told = deliveries.filter(({ event }) => event.startsWith("job.")).map(({ id }) => id);
	const wanted = jobs.filter(({ webhook }) => webhook !== null);
	const ids = await Promise.all(wanted.map(({ id }) => toDeliveryId("job", id)));
	expect(told.toSorted(), "deliveries, and ends that have a webhook").toEqual(ids.toSorted());
	const leases = await store.list("leases", { limit: ALL });
	expect(leases.filter(({ untilMs }) => (untilMs ?? 0) > Date.now())).toEqual([]);
}

async function heldAttempts(store: RowStore): Promise<readonly string[]> {
	return (await store.list("attempts", { where: { state: "reserved" }, limit: ALL })).map(({ id }) => id);
}

/** The counter is the sum of the ledger, and what is counted as spent is what was charged. */
function expectBooks(
	{ id, committedMs, spentMs }: Pick<Row<"months">, "id" | "committedMs" | "spentMs">,
	attempts: readonly Row<"attempts">[],
	limitMs = Infinity,
): void {
	const charged = attempts.reduce((sum, { chargedMs }) => sum + (chargedMs ?? 0), 0);
	const held = attempts.filter(({ state }) => state === "reserved");
	const reserved = held.reduce((sum, { reservedMs }) => sum + reservedMs, 0);
	expect([committedMs, spentMs], `committed and spent of ${id}`).toEqual([charged + reserved, charged]);
	// A render may use more than it reserved, by one interval between two heartbeats.
	const beyond = attempts.reduce((sum, row) => sum + Math.max(0, (row.chargedMs ?? 0) - row.reservedMs), 0);
	expect(committedMs - beyond, `committed of ${id}`).toBeLessThanOrEqual(limitMs);
}

/** The files of completed jobs of the bucket. */
function namedFiles(jobs: readonly Job[]): readonly string[] {
	return jobs
		.filter((job) => job.status === "completed" && job.target === "bucket" && job.videoDeletedAtMs === null)
		.flatMap(({ fileId, posterFileId }) => [String(fileId), String(posterFileId)]);
}

/** A completed job of the bucket has its two files, whole; and no file is there that no job names. */
async function expectFiles(server: BundleServer, jobs: readonly Job[]): Promise<void> {
	const queries = [Query.limit(500)];
	const { files } = await new Storage(server.admin).listFiles({ bucketId: "videos", queries });
	expect(files.map(({ $id }) => $id).toSorted(), "files, and those that jobs name").toEqual(
		namedFiles(jobs).toSorted(),
	);
	const sizes = new Map(files.map(({ $id, sizeOriginal }) => [$id, sizeOriginal]));
	for (const { id, fileId, bytes, videoDeletedAtMs } of jobs) {
		if (fileId !== null && videoDeletedAtMs === null) expect(sizes.get(fileId), `bytes of ${id}`).toBe(bytes);
	}
	for (const { chunksUploaded, chunksTotal } of files) expect(chunksUploaded).toBe(chunksTotal);
}

const statuses = (rows: readonly { readonly id: string; readonly status: Status }[]) =>
	rows.map(({ id, status }) => `${id} ${status}`).toSorted();

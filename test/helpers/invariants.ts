import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Query, Storage } from "node-appwrite";
import { expect } from "vitest";
import { isEnd, mayBecome, type Status } from "../../shared/service/jobs/states.ts";
import type { BundleServer, RawRow } from "./bundle-server.ts";

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
	const { rowsOf } = server;
	const attempts = await rowsOf("quota_jobs");
	const renders = await rowsOf("renders");
	const ends = await rowsOf("job_ends");
	expectBooks(await rowsOf("quota_months"), attempts, (row) => String(row["month"]));
	expectBooks(await rowsOf("quota_users"), attempts, (row) => `${row["month"]} ${row["userId"]}`);
	const counted = (await rowsOf("quota_months")).reduce((sum, row) => sum + Number(row["jobsCount"]), 0);
	expect(counted, "jobs counted").toBe(ends.length);
	const ended = renders.filter((row) => isEnd(row["status"] as Status));
	expect(statuses(ended), "ends as the jobs' rows and their guards tell them").toEqual(statuses(ends));
	const moves = server.moves();
	for (const [index, { from, to, id }] of moves.entries()) {
		// A claim or a return to the queue that crosses a cancel writes over its end, sees that, and puts it back.
		const isCrossed =
			from === "cancelled" && moves.slice(index).some((move) => move.id === id && move.to === from);
		expect(mayBecome(from, to) || isCrossed, `${id}: ${from} → ${to}`).toBe(true);
	}
	if (isQuiet) {
		const reserved = attempts.filter((row) => row["state"] === "reserved").map(({ $id }) => $id);
		expect(reserved, "attempts that hold CPU").toEqual([]);
		await expectFiles(server, renders);
		if (wasKilled) return;
		const leftOver = readdirSync(join(server.dataDir, "functions"), { recursive: true }).map(String);
		expect(leftOver.filter((path) => path.includes("chatreel-"))).toEqual([]);
	}
}

/** The counter is the sum of the ledger, and what is counted as spent is what was charged. */
function expectBooks(
	counters: readonly RawRow[],
	attempts: readonly RawRow[],
	keyOf: (row: RawRow) => string,
): void {
	for (const counter of counters) {
		const key = "month" in counter ? keyOf(counter) : counter.$id;
		const own = attempts.filter((row) => keyOf(row) === key);
		const charged = own.reduce((sum, row) => sum + Number(row["chargedMs"] ?? 0), 0);
		const held = own.filter((row) => row["state"] === "reserved");
		const reserved = held.reduce((sum, row) => sum + Number(row["reservedMs"]), 0);
		const told = [counter["committedMs"], counter["spentMs"]];
		expect(told, `committed and spent of ${key}`).toEqual([charged + reserved, charged]);
	}
}

/** A completed job of the bucket has its two files, whole; and no file is there that no job names. */
async function expectFiles(server: BundleServer, renders: readonly RawRow[]): Promise<void> {
	const queries = [Query.limit(500)];
	const { files } = await new Storage(server.admin).listFiles({ bucketId: "videos", queries });
	const named = renders
		.filter((row) => row["status"] === "completed" && row["target"] === "bucket" && !row["videoDeletedAt"])
		.flatMap((row) => [String(row["fileId"]), String(row["posterFileId"])]);
	expect(files.map(({ $id }) => $id).toSorted(), "files, and those that jobs name").toEqual(named.toSorted());
	const sizes = new Map(files.map(({ $id, sizeOriginal }) => [$id, sizeOriginal]));
	for (const row of renders.filter(({ fileId, videoDeletedAt }) => fileId !== null && !videoDeletedAt)) {
		expect(sizes.get(String(row["fileId"])), `bytes of ${row.$id}`).toBe(row["bytes"]);
	}
	for (const { chunksUploaded, chunksTotal } of files) expect(chunksUploaded).toBe(chunksTotal);
}

const statuses = (rows: readonly RawRow[]) => rows.map(({ $id, status }) => `${$id} ${status}`).toSorted();

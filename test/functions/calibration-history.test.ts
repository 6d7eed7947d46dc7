import { afterEach, beforeEach, expect, test } from "vitest";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { listMeasurements } from "../../shared/service/quota/measurements.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { seedRows } from "../helpers/seed-jobs.ts";

const NOW = Date.UTC(2031, 4, 20, 12);

let server: BundleServer;
beforeEach(async () => {
	server = await startBundleServer();
});
afterEach(() => server.end());

/** Renders that were measured, a second apart up to a moment, and how their jobs ended. */
function seedRenders(name: string, count: number, atMs: number, status: string) {
	const ids = Array.from({ length: count }, (_, index) => ({
		...{ id: `${name}-${index}`, createdMs: atMs - index * 1000 },
	}));
	const costUnits = JSON.stringify({ engine: "fast", units: { frames: 10 } });
	const data = { month: "2031-05", state: "settled", reservedMs: 900, chargedMs: 700, costUnits };
	seedRows(
		server.dataDir,
		"quota_jobs",
		ids.map(({ id, createdMs }) => ({ id: `${id}.1`, createdMs, data })),
	);
	seedRows(
		server.dataDir,
		"job_ends",
		ids.map(({ id, createdMs }) => ({ id, createdMs, data: { status } })),
	);
}

/** CPU that was spent elsewhere, as `recordSpent` leaves it: without cost units. */
function seedRecords(count: number, atMs: number) {
	const data = { month: "2031-05", state: "settled", reservedMs: 700, chargedMs: 700 };
	const rows = Array.from({ length: count }, (_, index) => ({
		id: `record-${index}.0`,
		createdMs: atMs,
		data,
	}));
	seedRows(server.dataDir, "quota_jobs", rows);
}

const learned = () => listMeasurements(createAppwriteRowStore(createClient(server), TABLES));

test("what renders cost is still known after a hundred records of CPU spent elsewhere", async () => {
	seedRenders("render", 50, NOW - 600_000, "completed");
	seedRecords(600, NOW);
	expect(await learned()).toHaveLength(50);
});

test("what renders cost is still known after a hundred that failed, but they are not looked for without end", async () => {
	seedRenders("render", 50, NOW - 10_000_000, "completed");
	seedRenders("failed", 150, NOW, "failed");
	expect(await learned()).toHaveLength(50);
	seedRenders("failed-before", 350, NOW - 1_000_000, "failed");
	expect(await learned()).toEqual([]);
});

test("no more than a hundred renders are learned from, and as many where the newest attempts failed", async () => {
	seedRenders("render", 130, NOW, "completed");
	seedRenders("failed", 60, NOW + 100_000, "failed");
	expect(await learned()).toHaveLength(100);
});

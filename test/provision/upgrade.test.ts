import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TablesDB } from "node-appwrite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { applySteps } from "../../scripts/provision/apply-steps.ts";
import { type DeclaredTable, parseDeclaration } from "../../scripts/provision/declaration.ts";
import { planSteps } from "../../scripts/provision/plan-steps.ts";
import { readPresent } from "../../scripts/provision/read-present.ts";
import type { Step } from "../../scripts/provision/step.ts";
import { sweepPorts } from "../../shared/app/sweep.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { sweep } from "../../shared/service/jobs/sweep/sweep.ts";
import { type BundleServer, type RawRow, startBundleServer } from "../helpers/bundle-server.ts";
import { createRequest, HEAVY, jobEnd, jobWhen, signUp } from "../helpers/client-calls.ts";
import { type FaultyProxy, startFaultyProxy } from "../helpers/faulty-proxy.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { SERVICE_KEY } from "../helpers/render-server.ts";
import { seedRows } from "../helpers/seed-jobs.ts";

const ROOT = join(import.meta.dirname, "../..");
/** What the code of that commit runs on, with the column that today's code needs besides: it is what runs here. */
const OLD = withInputs(readFileSync(join(ROOT, "test/fixtures/schemas/9a68767.json"), "utf8"));
const at = { databaseId: "chatreel", tableId: "renders" };
const VARIABLES = { SERVICE_KEY, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0", RENDER_SLOTS: "3" };
/** Renders for longer than the steps take. */
const LONG = { ...HEAVY, messages: HEAVY.messages.slice(0, 8) };

let server: BundleServer;
let proxy: FaultyProxy;
beforeEach(async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "upgrade-"));
	server = await startBundleServer({ dataDir, config: parseConfig(OLD, ROOT), variables: VARIABLES });
	proxy = await startFaultyProxy();
	proxy.setTarget(server.endpoint);
});
afterEach(async () => {
	await server.end();
	await proxy.close();
});

function withInputs(text: string): string {
	const declared = JSON.parse(text);
	const renders = declared.tables.find(({ $id }: { $id: string }) => $id === "renders");
	const column = { type: "string", required: false, array: false, size: 36, default: null };
	renders.columns.push({ ...column, key: "inputFileId" });
	return JSON.stringify(declared);
}

/** A later version's declaration: all that can be added to a deployment that runs. */
function newer() {
	const declared = JSON.parse(OLD);
	const tableOf = (id: string) => declared.tables.find(({ $id }: { $id: string }) => $id === id);
	const renders = tableOf("renders");
	const columnOf = (name: string) => renders.columns.find(({ key }: { key: string }) => key === name);
	const column = { required: false, array: false, default: null };
	renders.columns.push({ ...column, key: "note", type: "string", size: 40 });
	renders.columns.push({ ...column, key: "priority", type: "integer", default: 5 });
	renders.indexes.push({ key: "priority", type: "key", columns: ["priority"], orders: ["ASC"] });
	columnOf("stage").size = 60;
	columnOf("target").elements.push("archive");
	const subject = { ...column, key: "subject", type: "string", size: 20, required: true };
	const index = { key: "subject", type: "unique", columns: ["subject"], orders: ["ASC"] };
	declared.tables.push({ ...tableOf("leases"), $id: "notes", columns: [subject], indexes: [index] });
	const [render] = declared.functions;
	render.events.push("databases.chatreel.collections.notes.documents.*.create");
	render.scopes.push("teams.read");
	return parseDeclaration(JSON.stringify(declared));
}

/** A row with something in each column. */
function fullRow({ columns }: DeclaredTable): Record<string, unknown> {
	const values = { string: "kept", integer: 7, boolean: true, datetime: "2020-02-03T04:05:06.789+00:00" };
	return Object.fromEntries(columns.map(({ key, type, elements }) => [key, elements?.[0] ?? values[type]]));
}

const isReady = ({ status }: { readonly status: string }) => status === "available";

/** By table: what was there before anything was done. */
async function keptRows(
	tables: readonly DeclaredTable[],
): Promise<Readonly<Record<string, readonly RawRow[]>>> {
	const all = await Promise.all(tables.map(async ({ $id }) => [$id, await server.rowsOf($id)] as const));
	return Object.fromEntries(all.map(([id, rows]) => [id, rows.filter((row) => row.$id.startsWith("kept-"))]));
}

test("a deployment is brought up to date while its jobs run, and each row stays as it is", async () => {
	const old = parseDeclaration(OLD).tables;
	for (const table of old) {
		const data = fullRow(table);
		const states = table.$id === "renders" ? ["queued", "rendering", "failed"] : [data["status"]];
		const rows = states.map((status) => ({
			id: `kept-${status ?? ""}`,
			createdMs: Date.UTC(2020, 1, 3),
			data: "status" in data ? { ...data, status } : data,
		}));
		seedRows(server.dataDir, table.$id, rows);
	}
	const before = await keptRows(old);
	const maya = await signUp(server);
	server.weaken({ lostEvents: true });
	await createRequest(maya.client, "unheard");
	server.weaken({ lostEvents: false });
	await createRequest(maya.client, "under-way", LONG);
	await jobWhen(server, "under-way", ({ status }) => status === "rendering");

	// The local Appwrite changes no function that it was started with: the proxy takes the change.
	const readyAtChange: boolean[] = [];
	proxy.setRule(async ({ method, path }) => {
		if (method !== "PUT" || !path.endsWith("/functions/render")) return "pass";
		const all = await Promise.all(["renders", "notes"].map((tableId) => tables.getTable({ ...at, tableId })));
		readyAtChange.push(all.every(({ columns, indexes }) => [...columns, ...indexes].every(isReady)));
		return { status: 200, body: {} };
	});
	const [tables, client] = [
		new TablesDB(server.admin),
		createClient({ ...server, endpoint: proxy.endpoint }),
	];
	const declared = newer();
	const variables = { ...VARIABLES, NEW_LIMIT: "7" };
	const isOfRender = ({ description }: Step) => !/quota-report|health-cron/.test(description);
	const steps = planSteps(declared, await readPresent(client, declared), variables).filter(isOfRender);
	const done: string[] = [];
	await applySteps(client, steps, async ({ description }) => {
		done.push(description);
		// After the indexes nobody waits, so that what comes too soon is seen.
		if (/index|variable/.test(description)) return;
		const jobId = `between-${done.length}`;
		await createRequest(maya.client, jobId);
		expect(await jobEnd(server, jobId)).toMatchObject({ status: "completed", attempt: 1 });
	});

	expect(done.filter((words) => !words.includes("variable"))).toEqual([
		"update column renders.stage: size 20 → 60",
		'update column renders.target: elements ["bucket","local"] → ["bucket","local","archive"]',
		"create column renders.note",
		"create column renders.priority",
		"create table notes",
		"create column notes.subject",
		"create index renders.priority",
		"create index notes.subject",
		expect.stringMatching(/^update function render: events .* scopes /),
	]);
	expect(done.slice(0, -1)).toContain("create variable render NEW_LIMIT=7");
	expect(readyAtChange).toEqual([true]);
	expect(await jobEnd(server, "under-way", 120_000)).toMatchObject({ status: "completed", attempt: 1 });
	const added = { note: null, priority: null };
	expect(await keptRows(old)).toEqual({
		...before,
		renders: before["renders"]?.map((row) => ({ ...row, ...added })),
	});
	const left = planSteps(declared, await readPresent(client, declared), variables).filter(isOfRender);
	expect(left.filter(({ description }) => !/update function|SERVICE_KEY/.test(description))).toEqual([]);

	for (const [tableId, rows] of Object.entries(before)) {
		for (const { $id: rowId } of rows) await tables.deleteRow({ ...at, tableId, rowId });
	}
	await sweep(sweepPorts(createClient(server), { serviceKey: SERVICE_KEY, nowMs: Date.now }), "test", {
		undeliveredMs: 0,
	});
	expect(await jobEnd(server, "unheard")).toMatchObject({ status: "completed", priority: 5 });
	await expectInvariants(server);
});

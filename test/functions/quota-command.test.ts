import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TablesDB } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../scripts/local-appwrite/config.ts";
import { ownOrJoin } from "../../scripts/local-appwrite/own-or-join.ts";
import { serviceKeyOf } from "../../scripts/local-appwrite/service-key.ts";
import { quoteVideo } from "../../shared/app/library.ts";
import { type BundleServer, countersOf, startBundleServer } from "../helpers/bundle-server.ts";
import { runCommand } from "../helpers/command.ts";

const ROOT = join(import.meta.dirname, "../..");

let server: BundleServer;
beforeAll(async () => {
	server = await startBundleServer();
});
afterAll(() => server.end());

const node = (args: readonly string[], env: Readonly<Record<string, string>>, stdin = "") =>
	runCommand(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], { env, stdin });

/** On a server that is not the local one of a folder. */
const quota = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
	const { endpoint, projectId, apiKey } = server;
	const place = { APPWRITE_ENDPOINT: endpoint, APPWRITE_PROJECT_ID: projectId, APPWRITE_API_KEY: apiKey };
	return node(["scripts/run.cjs", "quota", ...args], { ...place, QUOTA_HOURS: "1", ...env });
};
const month = () => new Date().toISOString().slice(0, 7);

describe("npm run quota", () => {
	test("counts what was spent elsewhere, once, and shows it", async () => {
		const record = ["--record", "30", "--job-id", "job_123", "--json"];
		const [first, second] = [await quota(record), await quota(record)];
		expect([first.code, second.code]).toEqual([0, 0]);
		expect(JSON.parse(first.stdout)).toMatchObject({ isNew: true, minutes: 30, hours: 0.5, month: month() });
		expect(JSON.parse(second.stdout)).toMatchObject({ isNew: false });
		const check = await quota(["--check", "--json"]);
		expect(JSON.parse(check.stdout)).toMatchObject({
			usedHours: 0.5,
			remainingHours: 0.5,
			usagePercent: 50,
			jobsCount: 1,
		});
		const words = await quota(["--history"]);
		expect(words.stdout).toMatch(new RegExp(`^${month()} +0\\.5000 h +50\\.00 % +1$`, "m"));
		expect(words.stdout).toMatch(/^job_123 .* recorded +1800\.00 s/m);
	});

	test("says whether minutes fit, by its exit code too", async () => {
		const [fits, exceeds] = await Promise.all([
			quota(["--can-render"]),
			quota(["--can-render", "--minutes", "31"]),
		]);
		expect([fits.code, fits.stdout]).toEqual([
			0,
			"OK: 0.0333 CPU hours are needed, and 0.5000 of 1.0000 are left.\n",
		]);
		expect([exceeds.code, exceeds.stdout]).toEqual([
			1,
			expect.stringMatching(/^EXHAUSTED: 0\.5167 CPU hours are needed/),
		]);
	});

	test("brings a counter that has drifted back to its ledger", async () => {
		const place = { databaseId: "chatreel", tableId: "quota_months", rowId: month() };
		await new TablesDB(server.admin).incrementRowColumn({ ...place, column: "committedMs", value: 777 });
		const { code, stdout } = await quota(["--reconcile"]);
		expect([code, stdout]).toEqual([0, expect.stringContaining("-777 ms committed")]);
		expect((await countersOf(server, month()))["committedMs"]).toBe(1_800_000);
	});

	test("ends with 2 and names the flag where one is wrong", async () => {
		const { code, stderr, stdout } = await quota(["--record", "0", "--job-id", "a"]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain('--record: expected minutes above 0, up to 2856960, received "0".');
		for (const user of ["", "a".repeat(37)]) {
			const refused = await quota(["--link", "--url", "https://quota.example.com", "--user", user]);
			expect([refused.code, refused.stdout]).toEqual([2, ""]);
			expect(refused.stderr).toContain("--user: expected a user's id");
		}
	});
});

test("npm run quote -- FILE says what a video would cost, what is wrong with it, and when the month is used up", async () => {
	const { endpoint, projectId, apiKey } = server;
	const place = { APPWRITE_ENDPOINT: endpoint, APPWRITE_PROJECT_ID: projectId, APPWRITE_API_KEY: apiKey };
	const quote = (args: readonly string[], stdin = "", env = {}) =>
		node(["scripts/run.cjs", "quote", ...args], { ...place, ...env }, stdin);
	const example = JSON.parse(readFileSync(join(ROOT, "examples/first-date.json"), "utf8"));
	const { frames } = await quoteVideo(example);
	const good = await quote(["examples/first-date.json", "--json"]);
	expect([good.code, JSON.parse(good.stdout)]).toMatchObject([
		0,
		{ valid: true, frames, quota: { allowed: true } },
	]);
	const faulty = await quote(["-"], '{"messages": []}');
	expect([faulty.code, faulty.stdout]).toMatchObject([
		2,
		expect.stringMatching(/^Valid {2}no\n {2}\/messages /),
	]);
	const smaller = await quote(["examples/first-date.json", "--fps", "24", "--json"]);
	const { frames: fewer } = await quoteVideo({ ...example, video: { ...example.video, fps: 24 } });
	expect(fewer).toBeLessThan(frames);
	expect([smaller.code, JSON.parse(smaller.stdout).frames]).toEqual([0, fewer]);
	const flagged = await quote(["examples/first-date.json", "--fps", "1000"]);
	expect([flagged.code, flagged.stdout]).toMatchObject([2, expect.stringContaining("/video/fps")]);
	const none = await quote([]);
	expect([none.code, none.stderr]).toMatchObject([2, expect.stringContaining("name a FILE")]);
	const late = await quote(["examples/first-date.json"], "", { QUOTA_HOURS: "0.5" });
	expect([late.code, late.stdout]).toMatchObject([3, expect.stringContaining("Budget  does not fit: 0.00")]);
});

test("a link made beside npm run dev opens the page", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "quota-link-"));
	const config = parseConfig(readFileSync(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	const link = () => node(["scripts/run.cjs", "quota", "--link", "--json", "--data", dataDir], {});
	const variables = { SERVICE_KEY: serviceKeyOf(dataDir) };
	const local = await ownOrJoin({ dataDir, config, variables });
	try {
		const { code, stdout } = await link();
		expect(code).toBe(0);
		const answer = await fetch(JSON.parse(stdout).url, { headers: { accept: "text/html" } });
		expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("CPU budget")]);
	} finally {
		await local.close({ now: true });
		rmSync(dataDir, { recursive: true });
	}
});

import { Teams, Users } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signLink, type Viewer } from "../../shared/service/quota/signed-links.ts";
import { type BundleServer, countersOf, ledgerSum, startBundleServer } from "../helpers/bundle-server.ts";
import { type Asked, ask, guestOf, signUp, type User } from "../helpers/client-calls.ts";
import { addJob, addRecord } from "../helpers/quota-months.ts";

const SERVICE_KEY = "a service key of this test";
const NOW = Date.UTC(2031, 4, 20, 12);
const APRIL = Date.UTC(2031, 3, 30, 23, 59, 50);
const NASTY = `=<img src=x onerror="alert(1)">`;

let server: BundleServer;
let maya: User;
let other: User;
let labelled: User;
let member: User;
beforeAll(async () => {
	server = await startBundleServer({
		variables: { SERVICE_KEY, QUOTA_HOURS: "2", QUOTA_USER_SHARE: "0.5", ADMIN_TEAM_ID: "admins" },
	});
	await addJob(server, { jobId: "april", userId: "maya", atMs: APRIL, minutes: 30 });
	server.shiftClock(NOW - Date.now());
	[maya, other, labelled, member] = await Promise.all(
		[1, 2, 3, 4].map(() => signUp(server)) as [Promise<User>, Promise<User>, Promise<User>, Promise<User>],
	);
	await new Users(server.admin).updateLabels({ userId: labelled.id, labels: ["admin"] });
	const teams = new Teams(server.admin);
	await teams.create({ teamId: "admins", name: "Admins" });
	await teams.createMembership({ teamId: "admins", roles: [], userId: member.id });
	const at = (hours: number) => NOW - hours * 3_600_000;
	await addJob(server, { jobId: "first", userId: maya.id, atMs: at(300), minutes: 15 });
	const error = { code: "ERR_002", message: NASTY };
	await addJob(server, {
		jobId: "broken",
		userId: maya.id,
		atMs: at(30),
		minutes: 3,
		status: "failed",
		error,
	});
	await addJob(server, { jobId: "theirs", userId: other.id, atMs: at(20), minutes: 27 });
	await addJob(server, { jobId: "running", userId: other.id, atMs: at(1), minutes: 10, status: "rendering" });
	await addRecord(server, "elsewhere", 6, at(2));
	server.shiftClock(NOW - Date.now());
});
afterAll(() => server.end());

const report = (client: Parameters<typeof ask>[0], asked: Asked = {}) =>
	ask(client, { functionId: "quota-report", method: "GET", ...asked });
const asService = { "x-chatreel-key": SERVICE_KEY };
const guest = () => guestOf(server);

describe("what the month has used", () => {
	test("is told in hours with four decimals", async () => {
		const { status, body } = await report(guest(), { headers: asService });
		expect([status, body]).toMatchObject([
			200,
			{
				...{ month: "2031-05", scope: "month", status: "OK", jobsCount: 4 },
				...{ usedHours: 0.85, reservedHours: 0.2333, remainingHours: 0.9167, limitHours: 2 },
				...{ usagePercent: 54.17, resetsAt: "2031-06-01T00:00:00.000Z" },
			},
		]);
		expect(body.forecast.hoursPerDay).toBeCloseTo((3 + 27 + 14 + 6) / 60 / 7, 3);
		expect(body.curve.at(-1).hours).toBe(1.0833);
		const jobs = body.jobs.map((job: { jobId: string; status: string }) => [job.jobId, job.status]);
		expect(jobs).toEqual([
			["running", "rendering"],
			["elsewhere", "recorded"],
			["theirs", "completed"],
			["broken", "failed"],
			["first", "completed"],
		]);
		expect(body.jobs[3]).toMatchObject({ cpuSeconds: 180, error: { code: "ERR_002", message: NASTY } });
		expect(body.earlierMonths).toMatchObject([{ month: "2031-04", usedHours: 0.5 }]);
	});

	test("is told of an earlier month, a job across midnight in the month in which it was reserved", async () => {
		const { body } = await report(guest(), { path: "/months/2031-04", headers: asService });
		expect(body).toMatchObject({ month: "2031-04", usedHours: 0.5, forecast: null });
		expect(body.jobs).toHaveLength(1);
		const none = await report(guest(), { path: "/months/2030-01", headers: asService });
		expect([none.status, none.body.usedHours, none.body.jobs]).toEqual([200, 0, []]);
		const wrong = await report(guest(), { path: "/months/2031-13", headers: asService });
		expect([wrong.status, wrong.body.code]).toEqual([400, "ERR_001"]);
	});

	test("comes as CSV, in which no cell is a formula", async () => {
		const headers = { ...asService, accept: "text/csv" };
		const answer = await fetch(`${server.domains["quota-report"]}/`, { headers });
		expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
		const lines = (await answer.text()).split("\r\n");
		expect(lines[0]).toBe("jobId,createdAt,status,cpuSeconds,quotedCpuSeconds,durationSeconds,error,userId");
		expect(lines).toHaveLength(7);
		expect(lines[4]).toContain('"\'=<img src=x onerror=""alert(1)"">"');
	});
});

describe("whether a render fits", () => {
	test("is told with what is needed and what is left", async () => {
		const fits = await report(guest(), { path: "/can-render?minutes=55", headers: asService });
		expect([fits.status, fits.body]).toEqual([
			200,
			{
				...{ canRender: true, status: "OK", neededHours: 0.9167, remainingHours: 0.9167 },
				message: "0.9167 CPU hours are needed, and 0.9167 of 2.0000 are left.",
				resetsAt: "2031-06-01T00:00:00.000Z",
			},
		]);
		const more = await report(guest(), { path: "/can-render?minutes=55.1", headers: asService });
		expect(more.body).toMatchObject({ canRender: false, status: "EXHAUSTED" });
		const two = await report(guest(), { path: "/can-render", headers: asService });
		expect(two.body).toMatchObject({ canRender: true, neededHours: 0.0333 });
		const user = await report(other.client, { path: "/can-render?minutes=20" });
		expect(user.body).toMatchObject({ canRender: false, remainingHours: 0.3167 });
		const wrong = await report(guest(), { path: "/can-render?minutes=1e9", headers: asService });
		expect([wrong.status, wrong.body.details]).toEqual([400, { pointer: "/minutes" }]);
	});
});

describe("a link", () => {
	const linked = async (viewer: Viewer, path = "/", key = SERVICE_KEY, atMs = NOW) =>
		report(guest(), { path: `${path}?link=${await signLink(key, viewer, atMs)}` });

	test("shows all, or one user's share", async () => {
		expect((await linked({ kind: "all" })).body.jobs).toHaveLength(5);
		const { body } = await linked({ kind: "user", userId: maya.id });
		expect(body).toMatchObject({ scope: "user", usedHours: 0.3, limitHours: 1 });
	});

	test("that is forged or over shows nothing, to whoever sends it, and lets nobody write", async () => {
		const forged = await linked({ kind: "all" }, "/", "another key of this test");
		expect([forged.status, Object.keys(forged.body)]).toEqual([401, expect.not.arrayContaining(["jobs"])]);
		expect((await linked({ kind: "all" }, "/", SERVICE_KEY, NOW - 700_000)).status).toBe(401);
		const token = await signLink("another key of this test", { kind: "all" }, NOW);
		for (const path of ["/", "/months/2031-05", "/can-render"]) {
			const asked = { path: `${path}?link=${token}`, headers: asService };
			expect((await report(guest(), asked)).status).toBe(401);
		}
		const own = await signLink(SERVICE_KEY, { kind: "all" }, NOW);
		const written = await report(guest(), {
			...{ method: "POST", path: `/record?link=${own}` },
			body: { jobId: "by-link", minutes: 1 },
		});
		expect(written.status).toBe(401);
	});
});

describe("who may do what", () => {
	const clients = {
		guest: () => [guest(), {}] as const,
		user: () => [maya.client, {}] as const,
		"other user": () => [other.client, {}] as const,
		"admin by label": () => [labelled.client, {}] as const,
		"admin by team": () => [member.client, {}] as const,
		"service key": () => [guest(), asService] as const,
		"wrong key": () => [maya.client, { "x-chatreel-key": "not this key at all" }] as const,
	};

	test.each([
		["guest", [401, 401, 401, 401], null],
		["user", [200, 200, 200, 403], ["broken", "first"]],
		["other user", [200, 200, 200, 403], ["running", "theirs"]],
		["admin by label", [200, 200, 200, 200], "all"],
		["admin by team", [200, 200, 200, 200], "all"],
		["service key", [200, 200, 200, 200], "all"],
		["wrong key", [401, 401, 401, 401], null],
	] as const)(
		"%s: GET /, /months/:month, /can-render and POST /record answer %j",
		async (who, statuses, jobs) => {
			const [client, headers] = clients[who]();
			const home = await report(client, { headers });
			const month = await report(client, { path: "/months/2031-05", headers });
			const room = await report(client, { path: "/can-render", headers });
			// Recorded before, with this very amount: it changes nothing for the others.
			const body = { jobId: "elsewhere", minutes: 6 };
			const record = await report(client, { method: "POST", path: "/record", headers, body });
			expect([home, month, room, record].map(({ status }) => status)).toEqual(statuses);
			const ids = (home.body.jobs ?? []).map(({ jobId }: { jobId: string }) => jobId);
			if (jobs !== "all") expect(ids).toEqual(jobs ?? []);
			else expect(ids).toHaveLength(5);
			// What a caller may not see is nowhere in the answer.
			const [text, seen] = [JSON.stringify(home.body), jobs === "all" ? ids : (jobs ?? [])];
			for (const jobId of ["running", "elsewhere", "theirs", "broken", "first"]) {
				expect(text.includes(`"${jobId}"`)).toBe(seen.includes(jobId));
			}
			expect(text.includes("userId")).toBe(jobs === "all");
		},
	);
});

describe("CPU spent elsewhere", () => {
	const record = (body: object) =>
		report(guest(), { method: "POST", path: "/record", headers: asService, body });

	test("counts once, however often it is told, also at once and beyond the limit", async () => {
		const before = await countersOf(server, "2031-05");
		const answers = await Promise.all([1, 2, 3].map(() => record({ jobId: "farm", minutes: 300 })));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(answers.filter(({ body }) => body.isNew)).toHaveLength(1);
		const after = await countersOf(server, "2031-05");
		expect(Number(after["spentMs"]) - Number(before["spentMs"])).toBe(300 * 60_000);
		expect(Number(after["jobsCount"]) - Number(before["jobsCount"])).toBe(1);
		expect(after["committedMs"]).toBe(await ledgerSum(server, "2031-05"));
		const { body } = await report(guest(), { headers: asService });
		expect(body).toMatchObject({ status: "EXHAUSTED", remainingHours: 0 });
		const refused = await report(maya.client, { path: "/can-render" });
		expect(refused.body).toMatchObject({ canRender: false, status: "EXHAUSTED" });
	});

	test("is refused where the same job was told with another amount", async () => {
		expect(await record({ jobId: "farm", minutes: 1 })).toMatchObject({
			status: 409,
			body: { code: "ERR_010" },
		});
	});

	test("is refused with the place where it is not valid", async () => {
		expect(await record({ jobId: "a", minutes: 2_856_961 })).toMatchObject({
			...{ status: 400 },
			body: { code: "ERR_001", details: { pointer: "/minutes" } },
		});
	});
});

test("over HTTP, an expired link is a page without data, and an answer is for nobody's cache", async () => {
	const address = server.domains["quota-report"];
	const headers = { accept: "text/html,application/xhtml+xml" };
	const over = await signLink(SERVICE_KEY, { kind: "all" }, NOW - 700_000);
	for (const path of ["/", `/?link=${over}`, "/months/2031-05?link=x.1.y"]) {
		const answer = await fetch(`${address}${path}`, { headers });
		const text = await answer.text();
		expect([answer.status, answer.headers.get("content-type")]).toEqual([401, "text/html; charset=utf-8"]);
		expect(text).toContain("npm run quota -- --link");
		expect(text).not.toMatch(/theirs|elsewhere|2\.0000/);
	}
	const own = await signLink(SERVICE_KEY, { kind: "all" }, NOW);
	const page = await fetch(`${address}/?link=${own}`, { headers });
	const markup = await page.text();
	expect(Object.fromEntries(page.headers)).toMatchObject({
		"content-security-policy": expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+';/),
		"referrer-policy": "no-referrer",
		"cache-control": "no-store",
	});
	expect(markup).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
	expect(markup).not.toMatch(/<img|<script|https?:\/\/|style="|javascript:/);
});

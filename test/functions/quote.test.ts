import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { monthEnd, toMonth } from "../../shared/service/quota/months.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { ask, guestOf, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { inClassic } from "../helpers/in-classic.ts";
import { nextMidMonthMs } from "../helpers/mid-month.ts";
import { addRecord } from "../helpers/quota-months.ts";

let server: BundleServer;
let maya: User;
beforeAll(async () => {
	server = await startBundleServer({
		variables: { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0", QUOTA_HOURS: "1", QUOTA_USER_SHARE: "1" },
	});
	maya = await signUp(server);
});
afterAll(() => server.end());

const quote = (body: unknown) => ask(maya.client, { path: "/quote", body });
const LONG = {
	video: { width: 1080, height: 1920, fps: 60 },
	messages: Array.from({ length: 30 }, (_, index) => ({
		sender: index % 2 === 0 ? "you" : "them",
		text: `Message number ${index + 1} of the story`,
	})),
};

/** Everything that a quote must not touch. A plan above 50 CPU ms, as on a busy machine, is charged: that row is `<execution>.p`. */
const written = async () => {
	const tables = ["renders", "render_requests", "quota_jobs", "job_ends"];
	const counts = tables.map(async (table) => {
		const rows = await server.rowsOf(table);
		return rows.filter(({ $id }) => !$id.endsWith(".p")).length;
	});
	return Promise.all(counts);
};

describe("a quote", () => {
	test("says what the video will be and cost, and writes nothing", async () => {
		const before = await written();
		const { status, body } = await quote({ conversation: inClassic(SHORT), maxCpuSeconds: 60 });
		expect([status, body]).toMatchObject([
			200,
			{
				...{ valid: true, errors: [], warnings: [], suggestions: [], durationSeconds: 1.5, frames: 45 },
				...{ fitsSync: true, fitsDeadline: true, quota: { allowed: true } },
				conversation: { contact: { name: "Contact" }, video: { fps: 30, crf: 20, durationSeconds: 1.5 } },
			},
		]);
		const { quotedCpuSeconds, errorBand, pictures, bands } = body;
		expect(quotedCpuSeconds).toBeGreaterThan(errorBand.low);
		expect(quotedCpuSeconds).toBeLessThan(errorBand.high);
		expect([pictures, bands]).toEqual([12, 10]);
		expect(body.quota.message).toMatch(/^0\.000\d CPU hours are needed, and 1\.0000 of 1\.0000 are left\.$/);
		expect(await written()).toEqual(before);
	});

	test("of what is not valid is an answer with every fault", async () => {
		const { status, body } = await quote({ conversation: { messages: [{ sender: "me" }] }, wait: 1 });
		expect([status, body.valid, body.quotedCpuSeconds]).toEqual([200, false, null]);
		expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
			"/conversation/messages/0/sender",
			"/conversation/messages/0/text",
			"/wait",
		]);
		const torn = await quote("{");
		expect([torn.status, torn.body.valid, torn.body.errors.length]).toEqual([200, false, 1]);
		expect(Object.keys(torn.body).toSorted()).toEqual(Object.keys((await quote(SHORT)).body).toSorted());
	});

	test("is for users", async () => {
		expect((await ask(guestOf(server), { path: "/quote", body: SHORT })).status).toBe(401);
	});

	test("says what does not fit a synchronous call", async () => {
		const video = { ...LONG.video, width: 3840, height: 3840, preset: "slow", crf: 34 };
		const messages = [...LONG.messages, ...LONG.messages.slice(0, 20)];
		const { body } = await quote({ video, messages });
		expect(body).toMatchObject({ valid: true, fitsSync: false, fitsDeadline: true });
		expect(body.quotedCpuSeconds).toBeGreaterThan(20);
	});
});

describe("maxCpuSeconds below the upper quote", () => {
	test("is refused at its place, with changes that fit, each with its own quote", async () => {
		const { body: whole } = await quote({ conversation: LONG });
		const maxCpuSeconds = Math.round(whole.errorBand.high * 0.9 * 1000) / 1000;
		const { body } = await quote({ conversation: LONG, maxCpuSeconds });
		expect(body).toMatchObject({ valid: false, errors: [{ pointer: "/maxCpuSeconds" }] });
		expect(body.quotedCpuSeconds).toBe(whole.quotedCpuSeconds);
		const changes = body.suggestions.map(({ change }: { change: string }) => change);
		expect(changes).toEqual(["fps", "size", "length"]);
		for (const { change, set, errorBand, quotedCpuSeconds } of body.suggestions) {
			expect(errorBand.high).toBeLessThanOrEqual(maxCpuSeconds);
			const { messageCount = LONG.messages.length, video = {} } = set;
			const messages = LONG.messages.slice(0, messageCount);
			const conversation = { ...LONG, video: { ...LONG.video, ...video }, messages };
			const { body: changed } = await quote({ conversation, maxCpuSeconds });
			expect([change, changed.valid]).toEqual([change, true]);
			expect(quotedCpuSeconds).toBeGreaterThan(changed.errorBand.low);
			expect(quotedCpuSeconds).toBeLessThan(2 * changed.quotedCpuSeconds);
		}
		const refused = await ask(maya.client, { body: { conversation: LONG, maxCpuSeconds, jobId: "costly" } });
		expect([refused.status, refused.body.code]).toEqual([400, "ERR_001"]);
		expect(refused.body.details).toMatchObject({ faults: [{ pointer: "/maxCpuSeconds" }] });
		expect(refused.body.details.suggestions).toHaveLength(3);
		expect((await server.rowsOf("renders")).some(({ $id }) => $id === "costly")).toBe(false);
	});

	test("gets no suggestion where nothing helps", async () => {
		const { body } = await quote({ conversation: LONG, maxCpuSeconds: 0.001 });
		expect([body.valid, body.suggestions]).toEqual([false, []]);
	});
});

describe("what was rendered", () => {
	test("is what the next quotes are learned from, within a minute", async () => {
		expect((await ask(maya.client, { body: { conversation: SHORT, jobId: "learned" } })).status).toBe(200);
		const [row] = (await server.rowsOf("quota_jobs")).filter(({ $id }) => $id === "learned.1");
		expect(row?.["reservedMs"]).toBe(1000 * (await quote(SHORT)).body.errorBand.high);
		server.shiftClock(61_000);
		const { body } = await quote(SHORT);
		expect(body.errorBand.jobs).toBe(1);
		server.shiftClock(0);
	});
});

describe("a month that is used up", () => {
	test("refuses with 429, when to come back, and hours, and plans nothing for a quote", async () => {
		const midst = nextMidMonthMs();
		const end = Date.parse(monthEnd(toMonth(midst)));
		await addRecord(server, "everything", 60, midst);
		const startedMs = Date.now();
		server.shiftClock(midst - startedMs);
		const quoted = await quote(SHORT);
		expect([quoted.status, quoted.body.code, quoted.body.details.scope]).toEqual([429, "ERR_004", "month"]);
		expect(quoted.body.message).toMatch(
			/only 0\.0000 of the [\d.]+ hours of this month's budget are left\. The next month begins at/,
		);
		const { status, body, headers } = await ask(maya.client, { body: SHORT });
		const tookSeconds = (Date.now() - startedMs) / 1000;
		expect([status, body.code, body.details]).toMatchObject([
			429,
			"ERR_004",
			{ status: "EXHAUSTED", scope: "month", remainingHours: 0, leftSeconds: 0 },
		]);
		const seconds = Number(headers.find(({ name }) => name === "retry-after")?.value);
		const atMost = Math.ceil((end - midst) / 1000);
		expect(seconds).toBeLessThanOrEqual(atMost);
		expect(seconds).toBeGreaterThanOrEqual(Math.floor(atMost - tookSeconds));
	});
});

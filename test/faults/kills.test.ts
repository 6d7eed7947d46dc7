import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
	ask,
	createRequest,
	guestOf,
	HEAVY,
	jobEnd,
	jobWhen,
	signUp,
	type User,
} from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { childrenIn } from "../helpers/processes.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

/** Longer than a lease. */
const LEASE_IS_OVER_MS = 31_000;

let server: RenderServer;
let maya: User;
beforeAll(async () => {
	server = await startRenderServer();
	maya = await signUp(server);
});
afterEach(() => expectInvariants(server, { wasKilled: true }));
afterAll(() => server.end());

let jobs = 0;
const newId = () => `killed${++jobs}`;
/** Kills the function's process, and what it started, at the first thing about the job in database or bucket that is `due`. */
async function killWhen(
	jobId: string,
	due: (name: string, count: number) => boolean,
): Promise<{ readonly happened: readonly string[]; readonly wasKilled: boolean }> {
	const happened: string[] = [];
	const killed = Promise.withResolvers<void>();
	let isDone = false;
	let isSameCommit = false;
	const end = server.events.subscribe(({ name }) => {
		if (!name.startsWith("databases.") && !name.startsWith("buckets.")) return;
		// What one commit did is told at once: there is nothing in between to be killed at.
		if (!isSameCommit) happened.push(name);
		isSameCommit = true;
		setTimeout(() => {
			isSameCommit = false;
		});
		if (isDone || !due(name, happened.length)) return;
		isDone = true;
		void server.runtime("render").kill().then(killed.resolve);
	});
	await createRequest(maya.client, jobId);
	await Promise.race([killed.promise, jobEnd(server, jobId)]);
	end();
	// What it is killed at may be the job's end, which is seen before the process is gone.
	if (isDone) await killed.promise;
	return { happened, wasKilled: isDone };
}

describe("kill -9 of the function's process", () => {
	test("at each thing it does leaves the data whole, and the sweep brings the job to its one end", async () => {
		const stages: string[] = [];
		for (let n = 1; ; n++) {
			const jobId = newId();
			const { happened, wasKilled } = await killWhen(jobId, (_name, count) => count === n);
			if (!wasKilled) break;
			const stage = happened[n - 1] ?? "";
			stages.push(stage.replaceAll(/\.(documents|files)\.[^.]+/g, ""));
			await expectInvariants(server, { isQuiet: false });
			server.goOn(LEASE_IS_OVER_MS);
			const { failures } = await server.sweep();
			expect(failures, stage).toEqual([]);
			expect((await jobEnd(server, jobId))["status"], stage).toBe("completed");
			expect((await server.attemptsOf(jobId)).length, stage).toBeLessThanOrEqual(2);
			await server.sweep();
			await expectInvariants(server, { wasKilled: true });
		}
		expect(stages.join(" ")).toMatch(/render_requests.*renders.*quota_months.*videos/);
		expect(stages.length).toBeGreaterThan(5);
	});

	test("is not answered by a second render while the first may still live", async () => {
		const jobId = newId();
		await createRequest(maya.client, jobId, HEAVY);
		await jobWhen(server, jobId, (row) => row["stage"] === "render");
		const folder = join(server.dataDir, "functions/render");
		expect(childrenIn(folder).length).toBeGreaterThan(0);
		await server.runtime("render").kill();
		await until(() => childrenIn(folder).length === 0);
		const run = { path: `/jobs/${jobId}/run`, headers: asService };
		const early = await ask(guestOf(server), run);
		expect([early.status, early.body.status]).toEqual([202, "rendering"]);
		expect(await server.sweep()).toMatchObject({ settled: [], requeued: [], started: [] });
		expect(await server.attemptsOf(jobId)).toHaveLength(1);
		server.goOn(LEASE_IS_OVER_MS);
		await server.sweep({ runCount: 0 });
		const cancelled = await ask(maya.client, { method: "DELETE", path: `/jobs/${jobId}` });
		expect([cancelled.status, cancelled.body.status]).toEqual([200, "cancelled"]);
	});

	test("costs all that was reserved where nothing was told, and what was told and one interval else", async () => {
		const jobId = newId();
		await killWhen(jobId, (name) => /quota_jobs.*create$/.test(name));
		const [attempt] = await server.attemptsOf(jobId);
		expect(attempt).toMatchObject({ state: "reserved", cpuMs: null });
		server.goOn(LEASE_IS_OVER_MS);
		expect(await server.sweep()).toMatchObject({
			settled: [`${jobId}.1`],
			requeued: [jobId],
			started: [jobId],
		});
		await jobEnd(server, jobId);
		const [first, second] = await server.attemptsOf(jobId);
		expect(first).toMatchObject({ state: "settled", chargedMs: attempt?.["reservedMs"] });
		expect(second).toMatchObject({ state: "settled" });
	});

	test("three times ends the job, which says so", async () => {
		const jobId = newId();
		const killed: string[] = [];
		const end = server.events.subscribe(({ name }) => {
			const attempt = /quota_jobs\.(?:documents|rows)\.(.*)\.create$/.exec(name)?.[1];
			if (attempt?.startsWith(`${jobId}.`))
				void server
					.runtime("render")
					.kill()
					.then(() => killed.push(attempt));
		});
		await createRequest(maya.client, jobId);
		for (let n = 1; n <= 3; n++) {
			await until(() => killed.includes(`${jobId}.${n}`));
			server.goOn(LEASE_IS_OVER_MS);
			await server.sweep();
		}
		end();
		const { body } = await ask(maya.client, { method: "GET", path: `/jobs/${jobId}` });
		expect(body).toMatchObject({ status: "failed", attempt: 3, error: { code: "ERR_002" } });
		expect(body.error.message).toMatch(/All 3 attempts/);
	});
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { shiftClock } from "../../scripts/local-appwrite/runtime/clock-shift.ts";
import { runJob } from "../../shared/service/api/run-job.ts";
import { HEARTBEAT_MS } from "../../shared/service/jobs/lease.ts";
import { createRequest, jobEnd, jobWhen, signUp, type User } from "../helpers/client-calls.ts";
import { createGatedFfmpeg, type GatedFfmpeg } from "../helpers/gated-ffmpeg.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { inSecondWorker } from "../helpers/second-worker.ts";

/** Longer than a lease. */
const LEASE_IS_OVER_MS = 31_000;

let server: RenderServer;
let maya: User;
let ffmpeg: GatedFfmpeg;
beforeAll(async () => {
	ffmpeg = await createGatedFfmpeg();
	server = await startRenderServer({ variables: { FFMPEG_PATH: ffmpeg.path } });
	maya = await signUp(server);
});
afterEach(async () => {
	shiftClock(0);
	ffmpeg.release("render");
	await expectInvariants(server);
});
afterAll(async () => {
	await server.end();
	ffmpeg.remove();
});

/** Signals the function's process and its ffmpeg. */
function signal(name: "SIGSTOP" | "SIGCONT"): void {
	const pid = server.runtime("render").pid();
	if (pid === null) throw new Error("The function's process does not run");
	process.kill(-pid, name);
}

/** A job whose worker stands still in the midst of its render. */
async function pausedJob(jobId: string): Promise<void> {
	ffmpeg.hold("render");
	await createRequest(maya.client, jobId);
	await jobWhen(server, jobId, (row) => row["stage"] === "render");
	signal("SIGSTOP");
	ffmpeg.release("render");
}

describe("a worker that stood still beyond its lease", () => {
	test("and wakes when another has finished: one end, one video, and both are charged what they used", async () => {
		await pausedJob("paused");
		const [told] = await server.attemptsOf("paused");
		// All clocks but the paused worker's: so it does not even know how late it is.
		shiftClock(LEASE_IS_OVER_MS);
		expect((await inSecondWorker(server, (context) => runJob("paused", context))).status).toBe(200);
		const finished = await jobEnd(server, "paused");
		const [before] = await server.attemptsOf("paused");
		// On a slow machine it has told of itself before it stood still: then it is that, and one interval.
		const toldMs = told?.["cpuMs"];
		const lostMs = typeof toldMs === "number" ? toldMs + HEARTBEAT_MS : before?.["reservedMs"];
		expect(before).toMatchObject({ state: "settled", chargedMs: lostMs });
		signal("SIGCONT");
		await expect
			.poll(async () => (await server.rowsOf("quota_settles")).map(({ $id }) => $id))
			.toContain("paused.1.c");
		const [late, second] = await server.attemptsOf("paused");
		expect(late?.["chargedMs"]).toBeGreaterThan(0);
		expect(late?.["chargedMs"]).not.toBe(before?.["chargedMs"]);
		expect(second).toMatchObject({ state: "settled", chargedMs: finished["cpuMs"] });
		const [row] = (await server.rowsOf("renders")).filter(({ $id }) => $id === "paused");
		// By its own clock it was not away for long, so that it may tell how far it is once more: that, and nothing else.
		const progress = { $updatedAt: "", stage: "", percent: 0, framesDone: 0, etaSeconds: 0 };
		expect({ ...row, ...progress }).toEqual({ ...finished, ...progress });
		expect((await server.rowsOf("job_ends")).filter(({ $id }) => $id === "paused")).toHaveLength(1);
	});

	test("and wakes when the sweep has taken its job: it neither ends it nor queues it again", async () => {
		await pausedJob("swept");
		shiftClock(LEASE_IS_OVER_MS);
		expect(await server.sweep({ runCount: 0 })).toMatchObject({ settled: ["swept.1"], requeued: ["swept"] });
		signal("SIGCONT");
		await expect
			.poll(async () => (await server.rowsOf("quota_settles")).map(({ $id }) => $id))
			.toContain("swept.1.c");
		// Its execution goes on with the queue, where the job is now.
		expect(await jobEnd(server, "swept")).toMatchObject({ status: "completed", attempt: 2 });
		expect(await server.attemptsOf("swept")).toHaveLength(2);
	});
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { installedFfmpegPath } from "../../shared/video/node/encode/installed-ffmpeg.ts";
import { ask, createRequest, jobEnd, jobWhen, SHORT, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { childrenIn } from "../helpers/processes.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";
import { until } from "../helpers/until.ts";

let server: RenderServer;
let maya: User;
let dir: string;
afterEach(async () => {
	// Of what the function started nothing is left: the function's own process alone is.
	await until(() => childrenIn(join(server.dataDir, "functions/render")).length <= 1);
	await expectInvariants(server);
	await server.end();
	rmSync(dir, { recursive: true });
});

/** A server whose ffmpeg takes a tenth of a render's pictures at a time, so many times, and then stands still. */
async function start(tenths: number): Promise<void> {
	dir = mkdtempSync(join(tmpdir(), "slow-"));
	const path = join(dir, "ffmpeg");
	const real = await installedFfmpegPath();
	const take = `head -c ${Math.floor(ALL_BYTES / 10)} > /dev/null; sleep 0.2; `;
	const slow = `${take.repeat(tenths)} exec sleep 60`;
	const script = `#!/bin/sh\ncase " $* " in *" -i "*) ${slow} ;; esac\nexec "${real}" "$@"\n`;
	writeFileSync(path, script);
	chmodSync(path, 0o755);
	server = await startRenderServer({ timeoutSeconds: 6, variables: { FFMPEG_PATH: path } });
	maya = await signUp(server);
}

/** 45 frames of I420. */
const ALL_BYTES = 45 * 240 * 426 * 1.5;

test("a render that came far is queued again when its time is up, three times, and then says what would fit", async () => {
	await start(8);
	const first = await ask(maya.client, { body: { conversation: SHORT, jobId: "slow" } });
	expect([first.status, first.body]).toMatchObject([202, { status: "queued", attempt: 1 }]);
	for (const attempt of [2, 3]) {
		expect(await server.sweep()).toMatchObject({ failures: [], started: ["slow"] });
		await jobWhen(server, "slow", (row) => row["attempt"] === attempt && row["status"] !== "rendering");
	}
	const row = await jobEnd(server, "slow");
	expect(row).toMatchObject({ status: "failed", attempt: 3 });
	const { code, message } = JSON.parse(String(row["error"]));
	expect(code).toBe("ERR_005");
	expect(message).toMatch(/lower video\.fps, video\.width and video\.height/i);
	const attempts = await server.rowsOf("quota_jobs");
	expect(attempts.map((each) => each["state"])).toEqual(["settled", "settled", "settled"]);
});

test("one that had all the time and did not come half the way fails at once, and its child is gone", async () => {
	await start(0);
	// The slices of SHORT all fit into a pipe, and count as done once they are in it.
	const video = { ...SHORT.video, width: 720, height: 1280 };
	await createRequest(maya.client, "stuck", { ...SHORT, video });
	const row = await jobEnd(server, "stuck");
	expect(row).toMatchObject({ status: "failed", attempt: 1 });
	expect(JSON.parse(String(row["error"]))).toMatchObject({ code: "ERR_005" });
	expect(await server.rowsOf("quota_jobs")).toMatchObject([{ state: "settled", chargedMs: row["cpuMs"] }]);
});

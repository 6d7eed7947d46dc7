import { ID } from "node-appwrite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAppwriteRowStore } from "../../shared/platform/appwrite/appwrite-row-store.ts";
import { createClient } from "../../shared/platform/appwrite/client.ts";
import { acceptJob } from "../../shared/service/jobs/accept-job.ts";
import { claimAttempt } from "../../shared/service/jobs/claim-attempt.ts";
import { endJob } from "../../shared/service/jobs/end-job.ts";
import { TABLES } from "../../shared/service/tables.ts";
import { ask, createRequest, guestOf, jobEnd, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";

let server: RenderServer;
let maya: User;
beforeAll(async () => {
	server = await startRenderServer({ variables: { RENDER_SLOTS: "3" } });
	maya = await signUp(server);
});
afterEach(() => expectInvariants(server));
afterAll(() => server.end());

describe("the same document", () => {
	test("delivered 20 times at once is rendered once and charged once", async () => {
		const rowId = ID.unique();
		const end = server.events.subscribe((event) => {
			if (!event.name.endsWith(`.${rowId}.create`) || !event.name.includes("render_requests")) return;
			end();
			for (let n = 2; n <= 20; n++) server.events.emit(event);
		});
		await createRequest(maya.client, rowId);
		expect(await jobEnd(server, rowId)).toMatchObject({ status: "completed", userId: maya.id });
		const path = `/jobs/${rowId}/run`;
		const again = await ask(guestOf(server), { path, headers: asService });
		expect([again.status, again.body.jobId]).toEqual([200, rowId]);
		expect(await server.attemptsOf(rowId)).toHaveLength(1);
	});
});

/** A job that is accepted, and whom nobody runs. */
async function accepted(jobId: string, userId: string | null = null) {
	const data = { request: "{}", requestHash: "none", engineVersion: "none", requestId: null };
	return acceptJob(createAppwriteRowStore(createClient(server), TABLES), {
		jobId,
		userId,
		...data,
		target: "bucket",
	});
}

const options = (executionId: string) => ({
	...{
		executionId,
		limits: { monthMs: 1e9, userMs: 1e9 },
		reservedMs: 100,
		costUnits: {},
		timeoutMs: 60_000,
	},
	nowMs: () => Date.now(),
});
const changes = { error: null };

describe("two workers", () => {
	test("that race for a job have one winner, 30 times of 30", async () => {
		const workers = ["one", "two"].map((name) => ({
			name,
			store: createAppwriteRowStore(createClient(server), TABLES),
		}));
		const race = async (round: number) => {
			const job = await accepted(`race${round}`);
			const claims = await Promise.all(
				workers.map(({ name, store }) => claimAttempt(store, job, options(name))),
			);
			const claimed = claims.flatMap((claim) => (claim.kind === "claimed" ? [claim] : []));
			for (const { reservation } of claimed) {
				const attempt = { reservation, chargedMs: 7 };
				const end = {
					status: "failed" as const,
					executionId: "one",
					changes,
					attempt,
					month: reservation.month,
				};
				await endJob(createAppwriteRowStore(createClient(server), TABLES), job, end);
			}
			return claimed.length;
		};
		const winners: number[] = [];
		for (let round = 0; round < 30; round += 10) {
			const ten = Array.from({ length: 10 }, (_, index) => race(round + index));
			winners.push(...(await Promise.all(ten)));
		}
		expect(winners).toEqual(winners.map(() => 1));
		expect(winners).toHaveLength(30);
	});
});

// What others ask for beside a render must change neither what it is charged nor what becomes of it. Compared are CPU figures of
// the ledger, never times: medians of renders alone and beside an attack, by turns, all in one process that is warm. They may differ
// by 10 %, and by what the renders alone differ among themselves: on a machine that does other things too the same render is charged
// up to 20 % more or less, since caches and clock rates are shared. Before planning had a charge of its own it was 3 to 14 times as
// much. That nothing of it is charged to the render is held exactly, with a CPU meter of the test's own, in
// unit/service/quote/planning.test.ts.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, guestOf, jobEnd, signUp, type User } from "../helpers/client-calls.ts";
import { expectInvariants } from "../helpers/invariants.ts";
import { type RenderServer, startRenderServer } from "../helpers/render-server.ts";

const WARM_UPS = 3;
const ROUNDS = 5;
const MORE = 0.1;

/** The charges of all renders alone since the process is warm, in CPU ms. */
const aloneMs: number[] = [];

let server: RenderServer;
let victim: User;
let attackers: readonly [User, User, User];
beforeAll(async () => {
	server = await startRenderServer({ variables: { SLOT_WAIT_SECONDS: "60" } });
	const sign = () => signUp(server);
	victim = await sign();
	attackers = [await sign(), await sign(), await sign()];
	for (let render = 0; render < WARM_UPS; render++) await charge();
	for (let round = 0; round < ROUNDS; round++) aloneMs.push(await charge());
});
afterAll(() => server.end());

/** Long enough to be seen beside, short enough for this test. */
const CHAT = {
	video: { width: 720, height: 1280, fps: 60 },
	messages: Array.from({ length: 16 }, (_, index) => ({
		sender: index % 2 === 0 ? "you" : "them",
		text: `Message number ${index} of a story that goes on for a while`,
	})),
};

let jobs = 0;
/** The charge of a render, in CPU ms. It is made by its first attempt. */
async function charge(): Promise<number> {
	jobs += 1;
	const jobId = `victim-${jobs}`;
	const { status } = await ask(victim.client, { body: { conversation: CHAT, jobId, wait: true } });
	expect(status).toBe(200);
	const [attempt, ...others] = await server.attemptsOf(jobId);
	expect([attempt?.["state"], others]).toEqual(["settled", []]);
	return Number(attempt?.["chargedMs"]);
}

async function beside(attack: () => readonly Promise<unknown>[]): Promise<number> {
	const attacking = Promise.allSettled(attack());
	const charged = await charge();
	await attacking;
	return charged;
}

const median = (values: readonly number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * How far the quotient of two medians of so many values may be from 1 by chance, where the values differ as these do: three
 * standard errors. That of a median is 1.25 times that of a mean.
 */
function noiseOf(values: readonly number[], count: number): number {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
	return (3 * 1.25 * Math.sqrt((2 * variance) / count)) / mean;
}

let seed = 0;
/** 36 messages of 500 different letters of Han: 54 kB, and the most that a plan of its size can cost. */
function rareLetters(messages = 36) {
	seed += 997;
	const letter = (at: number) => String.fromCodePoint(0x4e00 + ((seed + at) % 18_000));
	return {
		messages: Array.from({ length: messages }, (_, index) => ({
			sender: "you",
			text: Array.from({ length: 500 }, (__, at) => letter(500 * index + at)).join(""),
		})),
	};
}

const times = <Result>(count: number, of: (index: number) => Result) =>
	Array.from({ length: count }, (_, index) => of(index));

const refused = (user: User) =>
	ask(user.client, { body: { conversation: rareLetters(), maxCpuSeconds: 0.001 } });

const ATTACKS: Readonly<Record<string, () => readonly Promise<unknown>[]>> = {
	"a quote of 18,000 different letters": () => [
		ask(attackers[0].client, { path: "/quote", body: rareLetters() }),
	],
	"such quotes of three users": () =>
		attackers.map(({ client }) => ask(client, { path: "/quote", body: rareLetters() })),
	"sixty requests that are refused": () => times(60, () => refused(attackers[0])),
	"a batch of them": () => [
		ask(attackers[0].client, {
			path: "/batch",
			body: { conversations: times(3, () => rareLetters()), options: { maxCpuSeconds: 0.001 } },
		}),
	],
	"sixty requests of half a thousand faults": () =>
		times(60, () => ask(attackers[1].client, { body: { messages: times(500, (sender) => ({ sender })) } })),
	"sixty requests of nobody": () =>
		times(60, () => ask(guestOf(server), { path: "/quote", body: rareLetters(1) })),
};

test.each(Object.entries(ATTACKS))(
	"beside %s a render is charged what it is charged alone",
	async (_, attack) => {
		const [before, after]: [number[], number[]] = [[], []];
		// By turns: a machine that grows slower meanwhile is unfair to neither.
		for (let round = 0; round < ROUNDS; round++) {
			before.push(await charge());
			after.push(await beside(attack));
		}
		aloneMs.push(...before);
		const most = 1 + MORE + noiseOf(aloneMs, ROUNDS);
		expect(median(after) / median(before), `alone ${before}, beside ${after}`).toBeLessThan(most);
	},
);

test("what was planned for nothing is charged to who asked, and to the month", async () => {
	const plans = (await server.rowsOf("quota_jobs")).filter(({ $id }) => $id.endsWith(".p"));
	const users = new Set(plans.map((row) => row["userId"]));
	expect([...users].toSorted()).toEqual(attackers.map(({ id }) => id).toSorted());
	for (const row of plans) expect(row["chargedMs"]).toBeGreaterThan(50);
	await expectInvariants(server);
});

test("one user's queue delays another's first job by one at the most", async () => {
	server.weaken({ lostEvents: true });
	const video = { width: 240, height: 240, durationSeconds: 1.5 };
	const conversation = { video, messages: [{ sender: "you", text: "Hi" }] };
	const send = (user: User, count: number) =>
		ask(user.client, { path: "/batch", body: { conversations: times(count, () => conversation) } });
	expect((await send(attackers[0], 12)).body.queued).toBe(12);
	const own = (await send(victim, 1)).body.details[0].jobId;
	server.weaken({ lostEvents: false });
	const movesBefore = server.moves().length;
	await server.sweep({ runCount: 1 });
	await jobEnd(server, own);
	const begun = server
		.moves()
		.slice(movesBefore)
		.filter(({ to }) => to === "rendering")
		.map(({ id }) => id);
	expect(begun.indexOf(own)).toBeLessThanOrEqual(1);
	// The rest is of no interest, and must not run on when the server is gone.
	for (const { $id } of await server.rowsOf("renders"))
		await ask(attackers[0].client, { method: "DELETE", path: `/jobs/${$id}` });
});

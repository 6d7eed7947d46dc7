import { describe, expect, test } from "vitest";
import type { ChatreelError } from "../../../../shared/core/errors.ts";
import { createSlices, type Steps } from "../../../../shared/core/steps.ts";
import { createTurns } from "../../../../shared/core/turns.ts";
import { createCpuShares } from "../../../../shared/service/quota/shared-cpu.ts";
import {
	PLAN_LIMIT_MS,
	type PlanningContext,
	withPlanning,
} from "../../../../shared/service/quote/planning.ts";
import type { Operation } from "../../../../shared/service/row-store.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { createNotingStore } from "../../../helpers/noting-store.ts";

const CHAT = parseConversation({ messages: [{ sender: "you", text: "Hi" }] });

/** A process whose CPU meter goes on by what a plan's steps use, and by nothing else. */
function world(month: Partial<Record<string, number>> = {}) {
	let cpuMs = 0;
	const shares = createCpuShares(() => cpuMs);
	const rows = new Map<string, object>();
	const noting = createNotingStore((_, id) => rows.get(id) ?? (id.length === 7 ? { id, ...month } : null));
	const transact = async (operations: readonly Operation[]) => {
		await noting.store.transact(operations);
		for (const each of operations)
			if (each.action === "create") rows.set(each.id, { id: each.id, ...each.values });
	};
	const turns = createTurns({ concurrency: 2, maxWaitingPerOwner: 9, maxWaiting: 9, maxWaitMs: 1000 });
	const ports: Omit<PlanningContext, "execution"> = {
		store: { ...noting.store, transact },
		limits: { monthMs: 1_000_000, userMs: 500_000 },
		nowMs: () => Date.UTC(2026, 10, 29),
		process: {
			slices: createSlices({ sliceMs: 0, pause: async () => {} }),
			turns: { short: turns, long: turns },
			warmUp: async () => {},
			beginCpuShare: shares.begin,
		},
	};
	const plan = function* (steps: number, stepMs: number): Steps<number> {
		for (let step = 0; step < steps; step++) {
			cpuMs += stepMs;
			yield;
		}
		return steps;
	};
	const controller = new AbortController();
	const deadline = {
		signal: controller.signal,
		remainingMs: () => 1,
		clear: () => {},
		[Symbol.dispose]: () => {},
	};
	const planAs = (userId: string | null, id: string, steps: number, stepMs: number, isClaimed = false) =>
		withPlanning(
			{ userId, turn: String(userId) },
			{ ...ports, execution: { id, deadline, log: () => {} } },
			async ({ runSteps, inTurn, onClaim }) => {
				const made = await inTurn(CHAT, () => runSteps(plan(steps, stepMs)));
				if (isClaimed) onClaim();
				return made;
			},
		);
	return {
		ports,
		execution: { id: "one", deadline, log: () => {} },
		shares,
		planAs,
		abort: (reason: unknown) => controller.abort(reason),
		transactions: noting.transactions,
	};
}

describe("planning", () => {
	test("waits for the turn of long conversations, of which a typed letter makes more than another", async () => {
		const turnOf = async (conversation: object) => {
			const taken: string[] = [];
			const note = (name: string) => ({
				inTurn: async <Result>(_: string, run: () => Promise<Result>) => {
					taken.push(name);
					return await run();
				},
			});
			const { ports, execution } = world();
			const process = { ...ports.process, turns: { short: note("short"), long: note("long") } };
			const parsed = parseConversation(conversation);
			await withPlanning({ userId: "ann", turn: "ann" }, { ...ports, process, execution }, ({ inTurn }) =>
				inTurn(parsed, async () => {}),
			);
			return taken;
		};
		const messages = (count: number, more: object = {}) =>
			Array.from({ length: count }, () => ({ sender: "you", text: "a".repeat(500), ...more }));
		expect(await turnOf({ messages: messages(5) })).toEqual(["short"]);
		expect(await turnOf({ messages: messages(6) })).toEqual(["long"]);
		expect(await turnOf({ messages: messages(1), keyboard: "always" })).toEqual(["short"]);
		expect(await turnOf({ messages: messages(2), keyboard: "always" })).toEqual(["long"]);
		expect(await turnOf({ messages: messages(2, { typed: false }), keyboard: "always" })).toEqual(["short"]);
		expect(await turnOf({ messages: messages(2, { sender: "them" }), keyboard: "auto" })).toEqual(["short"]);
		expect(await turnOf({ messages: messages(1, { typed: { draft: "a".repeat(200) } }) })).toEqual(["long"]);
	});

	test("beside a render costs the render nothing, and who asked what it used", async () => {
		const { shares, planAs, transactions } = world();
		const render = shares.begin();
		await Promise.all([planAs("maya", "e1", 20, 50), planAs("noor", "e2", 3, 100)]);
		expect(render.usedMs()).toBe(0);
		expect(transactions).toHaveLength(2);
		const [noor, maya] = transactions.toSorted(
			(a, b) => a.length - b.length || JSON.stringify(b).localeCompare(JSON.stringify(a)),
		);
		expect(maya?.at(-1)).toMatchObject({
			id: "e1.p",
			values: { chargedMs: 1000, userId: "maya", state: "settled" },
		});
		expect(noor?.at(-1)).toMatchObject({ id: "e2.p", values: { chargedMs: 300, userId: "noor" } });
		const changes = maya
			?.slice(0, -1)
			.map((each) => [each.action, each.table, "field" in each && each.field, "value" in each && each.value]);
		expect(changes).toEqual([
			["increment", "months", "committedMs", 1000],
			["increment", "months", "spentMs", 1000],
			["increment", "months", "seq", 1],
			["increment", "userMonths", "committedMs", 1000],
			["increment", "userMonths", "spentMs", 1000],
			["increment", "userMonths", "seq", 1],
		]);
	});

	test("of a short chat, or of a job that charges it, is no row of its own", async () => {
		const { planAs, transactions } = world();
		await planAs("maya", "e1", 5, 10);
		await planAs("maya", "e2", 20, 50, true);
		expect(transactions).toEqual([]);
	});

	test("is charged too where it fails, and ends at its bound", async () => {
		const { planAs, transactions } = world();
		await expect(planAs("maya", "e1", 1000, 100)).rejects.toMatchObject({ kind: "INVALID_INPUT" });
		const [charged] = transactions;
		const last = charged?.at(-1);
		const chargedMs =
			last?.action === "create" && last.table === "attempts" ? (last.values.chargedMs ?? 0) : 0;
		expect(chargedMs).toBeGreaterThan(PLAN_LIMIT_MS);
		expect(chargedMs).toBeLessThan(PLAN_LIMIT_MS + 300);
	});

	test("ends with its execution, and is charged", async () => {
		const { planAs, abort, transactions } = world();
		const running = planAs("maya", "e1", 1000, 10);
		setImmediate(() => abort(new Error("the time is up")));
		await expect(running).rejects.toThrow("the time is up");
		expect(transactions.length).toBeLessThanOrEqual(1);
	});

	test("is refused before any work where the budget is used up", async () => {
		for (const [userId, committedMs] of [
			["maya", 1_000_000],
			[null, 1_000_000],
		] as const) {
			const { shares, planAs, transactions } = world({ committedMs });
			const refused = await planAs(userId, "e1", 20, 50).catch((error: ChatreelError) => error);
			expect(refused).toMatchObject({ kind: "QUOTA_EXCEEDED", status: 429, details: { scope: "month" } });
			expect([shares.isBusy(), transactions]).toEqual([false, []]);
		}
	});
});

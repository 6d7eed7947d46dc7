import { expect, test, vi } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { createAlertStore } from "../../../shared/health/alert-store.ts";
import { type CyclePorts, runHealthCycle } from "../../../shared/health/run-health-cycle.ts";
import { portsThat, wellPorts } from "../../helpers/health-ports.ts";

/** What every call of Appwrite does that gets no answer: it is given up. */
const CALL_LIMIT_MS = 15_000;
/** Cron starts the next cycle by then. */
const NEXT_MS = 300_000;

const givenUp = () =>
	new Promise<never>((_, reject) => {
		const error = new ChatreelError("DEPENDENCY_ERROR", "No answer", { retryable: true });
		setTimeout(() => reject(error), CALL_LIMIT_MS);
	});
const forEver = () => new Promise<never>(() => {});

/** A world in which all answers at once, but for what is given. */
function ports(changed: Partial<CyclePorts>): CyclePorts {
	return {
		takeLease: async () => ({ release: async () => {} }),
		health: wellPorts(),
		channels: { webhook: async () => {} },
		alerts: createAlertStore(),
		listRepairs: () =>
			["a", "b", "c"].map((name) => ({ name, counted: name, run: async () => ({ done: 0, isMore: false }) })),
		countCalls: () => 0,
		output: { releaseId: "1", info: () => {}, log: () => {} },
		...changed,
	};
}

const { store } = wellPorts();
/** Every probe hangs, so that there is as much to tell as can be; the store answers, but cannot be written. */
const allHangs = {
	...portsThat(forEver),
	store: { ...portsThat(forEver).store, list: store.list, put: givenUp },
};

test.each<[string, Partial<CyclePorts>]>([
	["takeLease", { takeLease: forEver }],
	["release", { takeLease: async () => ({ release: forEver }) }],
	["every probe", { health: { ...portsThat(givenUp), store } }],
	[
		"every repair",
		{ listRepairs: () => ["a", "b", "c"].map((name) => ({ name, counted: name, run: forEver })) },
	],
	["the report", { health: { ...wellPorts(), store: { ...store, create: givenUp } } }],
	[
		"every probe, each write of an alert, the report, and both channels",
		{
			health: { ...allHangs, store: { ...allHangs.store, create: givenUp } },
			channels: { webhook: givenUp, email: givenUp },
		},
	],
])("a cycle ends before the next begins where %s hangs", async (_, changed) => {
	vi.useFakeTimers();
	// The real one takes time of its own, which no moved clock waits for.
	const digest = vi.spyOn(crypto.subtle, "digest").mockResolvedValue(new ArrayBuffer(32));
	try {
		let isDone = false;
		void runHealthCycle(ports(changed)).then(() => {
			isDone = true;
		});
		await vi.advanceTimersByTimeAsync(NEXT_MS);
		expect(isDone).toBe(true);
	} finally {
		digest.mockRestore();
		vi.useRealTimers();
	}
});

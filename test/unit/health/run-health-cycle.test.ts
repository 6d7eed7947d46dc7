import { expect, test, vi } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import { createAlertKeeper } from "../../../shared/health/alert-store.ts";
import { type TickPorts, tick } from "../../../shared/health/run-health-cycle.ts";
import { wellProbes } from "../../helpers/health-probes.ts";

/** What every call of Appwrite does that gets no answer: it is given up. */
const CALL_LIMIT_MS = 15_000;
/** Cron starts the next tick by then. */
const NEXT_MS = 300_000;

const givenUp = () =>
	new Promise<never>((_, reject) => {
		const error = new ChatreelError("DEPENDENCY_ERROR", "No answer", { retryable: true });
		setTimeout(() => reject(error), CALL_LIMIT_MS);
	});
const forEver = () => new Promise<never>(() => {});

/** A world in which all answers at once, but for what is given. */
function ports(changed: Partial<TickPorts>): TickPorts {
	return {
		takeLease: async () => ({ release: async () => {} }),
		probesOf: () => wellProbes(),
		repairs: ["a", "b", "c"].map((name) => ({
			...{ name, counted: name, run: async () => ({ done: 0, isMore: false }) },
		})),
		calls: () => 0,
		loadAlerts: async () => new Map(),
		alerts: { channels: { webhook: async () => {} }, keep: async () => {}, onFailed: () => {} },
		storeReport: async () => {},
		...{ releaseId: "1", nowMs: () => Date.now(), info: () => {}, log: () => {} },
		...changed,
	};
}

/** Every probe hangs, so that there is as much to tell as can be. */
const hangingProbes = () => {
	const { channels, ...probes } = wellProbes();
	const hanging = Object.fromEntries(Object.keys(probes).map((name) => [name, forEver]));
	return { ...hanging, channels } as unknown as ReturnType<typeof wellProbes>;
};

const keeper = createAlertKeeper();
const table = { list: async () => [], put: givenUp };

test.each<[string, Partial<TickPorts>]>([
	["takeLease", { takeLease: forEver }],
	["release", { takeLease: async () => ({ release: forEver }) }],
	["every probe", { probesOf: hangingProbes }],
	["every repair", { repairs: ["a", "b", "c"].map((name) => ({ name, counted: name, run: forEver })) }],
	["the report", { storeReport: givenUp }],
	[
		"every probe, each write of an alert, and both channels",
		{
			probesOf: hangingProbes,
			loadAlerts: () => keeper.load(table),
			alerts: {
				channels: { webhook: givenUp, email: givenUp },
				keep: (rowId, row) => keeper.keep(table, rowId, row),
				onFailed: () => {},
			},
			storeReport: givenUp,
		},
	],
])("a tick ends before the next begins where %s hangs", async (_, changed) => {
	vi.useFakeTimers();
	// The real one takes time of its own, which no moved clock waits for.
	const digest = vi.spyOn(crypto.subtle, "digest").mockResolvedValue(new ArrayBuffer(32));
	try {
		let isDone = false;
		void tick(ports(changed)).then(() => {
			isDone = true;
		});
		await vi.advanceTimersByTimeAsync(NEXT_MS);
		expect(isDone).toBe(true);
	} finally {
		digest.mockRestore();
		vi.useRealTimers();
	}
});

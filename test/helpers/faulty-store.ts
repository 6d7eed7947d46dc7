// Calls that fail. Everything that a process asks of the outside, its store above all, goes through one counter, so that a test can
// have the first of them fail, then the second, until there is none left: before it is applied, or after, when only its answer is
// lost. A process can also die at a call: nothing that it asks for after that is done.

import { ChatreelError } from "../../shared/core/errors.ts";
import { sleep as realSleep, type Sleep } from "../../shared/core/time.ts";
import type { RowStore } from "../../shared/service/row-store.ts";

export type Fault = {
	/** The number of the call, from 1; or how its name begins. */
	readonly call: number | string;
	/** `after`: it is applied, and its answer is lost. */
	readonly when: "before" | "after";
	/** `retryable` and `final` are errors of this one call; with `death` all further calls of its process fail. */
	readonly how: "retryable" | "final" | "death";
};

/** Each way in which a call of this name can fail that another way does not show as well. */
export function faultsOf(name: string): readonly Omit<Fault, "call">[] {
	// Nothing is applied by a read: its answer is all there is to lose.
	const isRead = /^(find|list|count) /.test(name);
	// Only a transaction is made again here, where its error says so; every other call the store itself makes again.
	const hows = name.startsWith("transact ")
		? (["retryable", "final", "death"] as const)
		: (["retryable", "death"] as const);
	return hows.flatMap((how) => [
		{ when: "before" as const, how },
		...(isRead ? [] : [{ when: "after" as const, how }]),
	]);
}

type FaultyProcess = {
	readonly isDead: () => boolean;
	/** Throws once the process is dead. */
	readonly requireLife: () => void;
	readonly kill: () => void;
	/** From now on its calls arrive only after so long, as those of a process that is stopped and goes on. */
	readonly stall: (ms: number) => void;
	/** One call to the outside, which may fail. */
	readonly call: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
	readonly wrap: (store: RowStore) => RowStore;
};

export type Faults = {
	/** From now on these calls fail, counted from the next. */
	readonly set: (faults: readonly Fault[]) => void;
	/** The names of the calls since then, in order. */
	readonly calls: () => readonly string[];
	readonly createProcess: () => FaultyProcess;
};

export type FaultsOptions = {
	/** How long call number `n` takes to arrive, and its answer to come back, in ms. Default: no time. */
	readonly latencyMs?: (n: number) => readonly [number, number];
	readonly sleep?: Sleep;
};

export function createFaults({ latencyMs, sleep = realSleep }: FaultsOptions = {}): Faults {
	let faults: readonly Fault[] = [];
	let calls: string[] = [];
	let total = 0;

	const createProcess = (): FaultyProcess => {
		let isDead = false;
		let stalledUntilMs = 0;
		const requireLife = () => {
			if (isDead) throw new Error("The process is dead.");
		};
		const failIf = ({ how }: Fault) => {
			if (how === "death") isDead = true;
			requireLife();
			throw new ChatreelError("DEPENDENCY_ERROR", "The call failed.", { retryable: how === "retryable" });
		};
		const call: FaultyProcess["call"] = async (name, work) => {
			requireLife();
			const n = calls.push(name);
			total += 1;
			const [thereMs, backMs] = latencyMs?.(total) ?? [0, 0];
			const fault = faults.find((each) =>
				typeof each.call === "number" ? each.call === n : name.startsWith(each.call),
			);
			const stalledMs = stalledUntilMs - Date.now();
			if (Math.max(thereMs, stalledMs) > 0) await sleep(Math.max(thereMs, stalledMs));
			// What it sent before it died arrives all the same.
			if (fault?.when === "before") failIf(fault);
			try {
				const result = await work();
				if (fault !== undefined) failIf(fault);
				return result;
			} finally {
				if (backMs > 0) await sleep(backMs);
				requireLife();
			}
		};
		const wrap = (store: RowStore): RowStore => {
			const entries = Object.entries(store).map(([name, method]) => [
				name,
				(...given: readonly unknown[]) =>
					call(`${name} ${told(given)}`, () =>
						(method as (...all: readonly unknown[]) => Promise<unknown>)(...given),
					),
			]);
			return Object.fromEntries(entries) as RowStore;
		};
		return {
			isDead: () => isDead,
			requireLife,
			kill: () => {
				isDead = true;
			},
			stall: (ms) => {
				stalledUntilMs = Date.now() + ms;
			},
			call,
			wrap,
		};
	};

	return {
		set: (next) => {
			faults = next;
			calls = [];
		},
		calls: () => calls,
		createProcess,
	};
}

/** What a call is about, for the words of a failing test. */
function told([first]: readonly unknown[]): string {
	if (!Array.isArray(first)) return String(first);
	return first.map(({ action, table, field = "" }) => `${action} ${table} ${field}`.trim()).join(", ");
}

import type { Sleep } from "../core/time.ts";
import type { Severity } from "./alert-state.ts";
import { reasonOf } from "./run-check.ts";
import { withLimit } from "./with-limit.ts";

/** One thing that was looked at, in the terms of health+json (draft-inadarei-api-health-check-06, section 4). */
export type HealthCheck = {
	/** `componentId`, and the name of its alert: letters, digits and hyphens, at most 20. */
	readonly name: string;
	/** The key of `checks`: component and measurement. */
	readonly key: string;
	readonly componentType: "component" | "datastore" | "system";
	readonly status: "pass" | Severity;
	readonly observedValue: number | string | null;
	readonly observedUnit: string | null;
	/** For people: what was found, and what to do. Holds nothing secret. */
	readonly output: string;
	/** When it was looked at, ISO 8601. */
	readonly time: string;
};

/** What a probe's value says. */
export type HealthVerdict = Pick<HealthCheck, "status" | "observedValue" | "observedUnit" | "output">;

export type HealthCheckPlan = Pick<HealthCheck, "name" | "key" | "componentType"> & {
	readonly look: () => Promise<HealthVerdict>;
	/** How long it is waited for. */
	readonly limitMs: number;
	/** What to do where it cannot be looked at, as a sentence. */
	readonly advice: string;
};

export type HealthCheckOptions = {
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
	readonly sleep?: Sleep;
	/** Told what a probe threw, for a log. */
	readonly onThrown?: (name: string, thrown: unknown) => void;
};

/** Runs one check. Never rejects: what throws or hangs has failed. */
export async function runHealthCheck(
	{ look, limitMs, advice, ...named }: HealthCheckPlan,
	{ nowMs, sleep, onThrown = () => {} }: HealthCheckOptions,
): Promise<HealthCheck> {
	const time = new Date(nowMs()).toISOString();
	try {
		return { ...named, ...(await withLimit(look, limitMs, sleep)), time };
	} catch (thrown) {
		onThrown(named.name, thrown);
		const output = `${reasonOf(thrown)}. ${advice}`;
		return { ...named, status: "fail", observedValue: null, observedUnit: null, output, time };
	}
}

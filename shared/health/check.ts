// A check probes one thing and evaluates the measurement. Everything of a check is one value in one file of `checks/`; the
// health cycle and the pre-flight are two lists of them.

import { ChatreelError } from "../core/errors.ts";
import { MINUTE_MS, type Sleep, toIso, withLimit } from "../core/time.ts";

export type CheckStatus = "pass" | "warn" | "fail";

export type Evaluation = {
	readonly status: CheckStatus;
	/** What was measured, e.g. a version or free bytes. */
	readonly observedValue: number | string | null;
	readonly observedUnit: string | null;
	/** For people: what was found, and what to do. Holds nothing secret. */
	readonly output: string;
};

/** When the check's alert fires, and when it is resolved, with the words of Prometheus' alerting rules. */
export type AlertRule = {
	/** How long the check must be bad without a pause before the alert fires; 0: at once. */
	readonly forMs: number;
	/** How long the check must pass without a pause before a firing alert is resolved; 0: at once. */
	readonly keepFiringForMs: number;
};

/** What the result of a check says of the check, in the terms of health+json (draft-inadarei-api-health-check-06, section 4). */
type Identity = {
	/** `componentId`, and the name of the alert: at most 20 letters, digits and hyphens where there is one. */
	readonly name: string;
	/** The key of `checks`: component and measurement. */
	readonly key: string;
	/** Default: component. */
	readonly componentType: "component" | "datastore" | "system";
	/** Default: fires after 10 minutes, resolved after 15. Not used by the pre-flight. */
	readonly alert: AlertRule;
};

type Probe<Ports, Measurement> = (ports: Ports, measure: Measure<Ports>) => Promise<Measurement>;

/** Runs a probe, once however many checks ask for its measurement. */
export type Measure<Ports> = <Measurement>(probe: Probe<Ports, Measurement>) => Promise<Measurement>;

/** A check as `runChecks` takes it: what it measures is private to it. */
export type Check<Ports> = Identity & {
	/** How long the probe is waited for. */
	readonly limitMs: number;
	/** What to do where the probe fails, as a sentence. */
	readonly advice: string;
	readonly run: (measure: Measure<Ports>) => Promise<Evaluation>;
};

type Definition<Ports, Measurement> = Omit<Check<Ports>, "run" | "componentType" | "alert"> &
	Partial<Pick<Identity, "componentType" | "alert">> & {
		/** May reject, and may hang. */
		readonly probe: Probe<Ports, Measurement>;
		readonly evaluate: (measurement: Measurement) => Evaluation;
	};

export type CheckResult = Identity &
	Evaluation & {
		/** When it was run, ISO 8601. */
		readonly time: string;
	};

export type RunOptions = {
	/** Milliseconds since 1970, UTC. */
	readonly nowMs?: () => number;
	readonly sleep?: Sleep;
	/** Called with what a probe threw, for a log. The result repeats none of it that could hold a path. */
	readonly onThrown?: (name: string, thrown: unknown) => void;
};

/** A stuck job, drift or a cold start may be over at the next cycle, five minutes later: it must have been seen by that one too. */
const DEFAULT_ALERT: AlertRule = { forMs: 10 * MINUTE_MS, keepFiringForMs: 15 * MINUTE_MS };

export function defineCheck<Ports, Measurement>(definition: Definition<Ports, Measurement>) {
	const { probe, evaluate } = definition;
	const run = async (measure: Measure<Ports>) => evaluate(await measure(probe));
	const componentType: Identity["componentType"] = "component";
	return { componentType, alert: DEFAULT_ALERT, ...definition, run };
}

export function createMeasure<Ports>(ports: Ports): Measure<Ports> {
	const begun = new Map<unknown, Promise<unknown>>();
	const measure: Measure<Ports> = <Measurement>(probe: Probe<Ports, Measurement>) => {
		const measured = begun.get(probe) ?? probe(ports, measure);
		begun.set(probe, measured);
		return measured as Promise<Measurement>;
	};
	return measure;
}

/**
 * Runs all checks at once, and gives a result for each, in the order of the checks. Never rejects, and no check hides
 * another: one whose probe rejects, or has not answered within its own limit, has failed.
 */
export function runChecks<Ports>(
	checks: readonly Check<Ports>[],
	measure: Measure<Ports>,
	{ nowMs = Date.now, sleep, onThrown = () => {} }: RunOptions = {},
): Promise<readonly CheckResult[]> {
	const runOne = async ({ name, key, componentType, alert, limitMs, advice, run }: Check<Ports>) => {
		const known = { name, key, componentType, alert, time: toIso(nowMs()) };
		try {
			return { ...known, ...(await withLimit(() => run(measure), limitMs, { sleep })) };
		} catch (thrown) {
			onThrown(name, thrown);
			const output = `${describeThrown(thrown)}. ${advice}`;
			return { ...known, status: "fail" as const, observedValue: null, observedUnit: null, output };
		}
	};
	return Promise.all(checks.map(runOne));
}

/** As bad as the worst. */
export function worstStatus(results: readonly Pick<Evaluation, "status">[]): CheckStatus {
	const worst = (["fail", "warn"] as const).find((status) => results.some((each) => each.status === status));
	return worst ?? "pass";
}

/** "5 ms"; nothing where nothing was measured. */
export function formatObserved({ observedValue, observedUnit }: Evaluation): string {
	return [observedValue, observedUnit].filter((part) => part !== null).join(" ");
}

/** Results are shown to callers, and the words of a system or a package may hold paths: of these only the code is told. */
function describeThrown(thrown: unknown): string {
	if (thrown instanceof ChatreelError) return thrown.message.replace(/\.$/, "");
	const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
	return typeof code === "string" ? `failed with ${code}` : "failed";
}

import type { HealthVerdict } from "./health-check.ts";

/** The render function as the server has it. */
export type RenderSettings = {
	readonly timeoutSeconds: number;
	readonly isEnabled: boolean;
	readonly events: readonly string[];
};

export type ConfigurationFacts = {
	/** What is wrong with the variables, one sentence each. */
	readonly variableFaults: readonly string[];
	/** Null where the variables are too wrong to say. */
	readonly renderTimeoutSeconds: number | null;
	readonly hasServiceKey: boolean;
	readonly render: RenderSettings;
};

/** A created row is heard under either name, whichever API wrote it. */
const CREATED =
	/^databases\.chatreel\.(collections|tables)\.render_requests\.(documents|rows)\.(\*\.)?create$/;

export function judgeConfiguration(facts: ConfigurationFacts): HealthVerdict {
	const faults = faultsIn(facts);
	const seen = { observedValue: faults.length, observedUnit: "faults" };
	if (faults.length === 0) return { status: "pass", ...seen, output: "Variables and functions agree." };
	return { status: "fail", ...seen, output: faults.join(" ") };
}

function faultsIn({ variableFaults, renderTimeoutSeconds, hasServiceKey, render }: ConfigurationFacts) {
	const faults = [...variableFaults];
	if (!hasServiceKey) faults.push("SERVICE_KEY is not set: npm run provision makes one.");
	if (renderTimeoutSeconds !== null && renderTimeoutSeconds !== render.timeoutSeconds) {
		faults.push(
			`RENDER_TIMEOUT_SECONDS is ${renderTimeoutSeconds}, and the render function's timeout ${render.timeoutSeconds} s: make them equal.`,
		);
	}
	if (!render.isEnabled) faults.push("The render function is disabled.");
	if (!render.events.some((event) => CREATED.test(event))) {
		faults.push("The render function does not hear of created rows: npm run provision sets its events.");
	}
	return faults;
}

import { defineCheck } from "../check.ts";
import { SHORT_MS } from "../evaluate.ts";
import type { HealthPorts, HealthSettings, RenderSettings } from "../ports.ts";

type Measurement = Pick<HealthSettings, "variableFaults" | "renderTimeoutSeconds"> & {
	readonly hasServiceKey: boolean;
	readonly render: RenderSettings;
};

/** Whether the variables are valid and agree with how the render function is set. */
export const configuration = defineCheck({
	name: "configuration",
	key: "configuration:faults",
	limitMs: SHORT_MS,
	advice: "Look whether the function render is deployed, and functions.read is among the scopes.",
	alert: { forMs: 0, keepFiringForMs: 0 },
	probe: async ({ settings, render }: Pick<HealthPorts, "settings" | "render">): Promise<Measurement> => ({
		variableFaults: settings.variableFaults,
		renderTimeoutSeconds: settings.renderTimeoutSeconds,
		hasServiceKey: render.requestHealth !== null,
		render: await render.readSettings(),
	}),
	evaluate: (measurement) => {
		const faults = findFaults(measurement);
		const observed = { observedValue: faults.length, observedUnit: "faults" };
		if (faults.length === 0) return { status: "pass", ...observed, output: "Variables and functions agree." };
		return { status: "fail", ...observed, output: faults.join(" ") };
	},
});

/** A created row is heard under either name, whichever API wrote it. */
const CREATED =
	/^databases\.chatreel\.(collections|tables)\.render_requests\.(documents|rows)\.(\*\.)?create$/;

function findFaults({ variableFaults, renderTimeoutSeconds, hasServiceKey, render }: Measurement) {
	const faults = [...variableFaults];
	if (!hasServiceKey) faults.push("SERVICE_KEY is not set: npm run provision makes one.");
	if (renderTimeoutSeconds !== render.timeoutSeconds) {
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

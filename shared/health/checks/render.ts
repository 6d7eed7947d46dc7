import { ChatreelError } from "../../core/errors.ts";
import { MINUTE_MS } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import type { HealthPorts } from "../ports.ts";
import type { PreflightAnswer } from "../preflight.ts";

type Measurement = {
	readonly tookMs: number;
	/** The checks of its pre-flight that failed. */
	readonly failed: readonly Pick<PreflightAnswer, "name" | "message">[];
};

/** Asks the render function whether it could make a video where it runs. */
export const render = defineCheck({
	name: "render",
	key: "render:preflight",
	// A container that starts cold, within the 30 s of a synchronous execution.
	limitMs: 28_000,
	advice:
		"Look at the executions of the function render, and whether both functions have the same SERVICE_KEY.",
	alert: { forMs: 5 * MINUTE_MS, keepFiringForMs: 15 * MINUTE_MS },
	probe: async ({ render: { requestHealth } }: Pick<HealthPorts, "render">): Promise<Measurement> => {
		if (requestHealth === null) {
			throw new ChatreelError("DEPENDENCY_ERROR", "It cannot be asked without a SERVICE_KEY");
		}
		const begunMs = performance.now();
		const { statusCode, body } = await requestHealth();
		const answers = parsePreflight(body);
		if (answers === null) {
			throw new ChatreelError("DEPENDENCY_ERROR", `It answered ${statusCode}, and no pre-flight`);
		}
		const failed = answers.filter(({ ok }) => !ok).map(({ name, message }) => ({ name, message }));
		return { tookMs: performance.now() - begunMs, failed };
	},
	evaluate: ({ tookMs, failed }) => {
		const observed = { observedValue: Math.round(tookMs), observedUnit: "ms" };
		if (failed.length === 0) return { status: "pass", ...observed, output: "Videos can be made." };
		const words = failed.map(({ name, message }) => `${name}: ${message}`).join(" ");
		return { status: "fail", ...observed, output: `No video can be made. ${words}` };
	},
});

function parsePreflight(body: string): readonly PreflightAnswer[] | null {
	try {
		const { checks } = JSON.parse(body) as { readonly checks?: unknown };
		return Array.isArray(checks) ? checks : null;
	} catch {
		return null;
	}
}

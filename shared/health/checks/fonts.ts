import { defineCheck } from "../check.ts";
import { PREFLIGHT_LIMIT_MS } from "../evaluate.ts";
import type { HostPorts } from "../ports.ts";

const ADVICE = "Run npm ci: the fonts come with the packages.";

export const fonts = defineCheck({
	name: "fonts",
	key: "fonts:families",
	componentType: "system",
	limitMs: PREFLIGHT_LIMIT_MS,
	advice: ADVICE,
	probe: (machine: Pick<HostPorts, "fonts">) => machine.fonts(),
	evaluate: ({ found, missing }) => {
		const observed = { observedValue: found.length, observedUnit: "families" };
		if (missing.length === 0)
			return { status: "pass", ...observed, output: "found, and they can be registered" };
		return { status: "fail", ...observed, output: `found, missing: ${missing.join(", ")}. ${ADVICE}` };
	},
});

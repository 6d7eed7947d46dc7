import { defineCheck } from "../check.ts";
import { PREFLIGHT_LIMIT_MS } from "../evaluate.ts";
import type { HostPorts } from "../ports.ts";

/** Whether a package with native code loads on this system. */
export const packageCheck = (name: keyof HostPorts["packages"]) =>
	defineCheck({
		name: `package ${name}`,
		key: `package:${name}`,
		componentType: "system",
		limitMs: PREFLIGHT_LIMIT_MS,
		advice: "Run npm ci on this very kind of system.",
		probe: ({ packages }: Pick<HostPorts, "packages">) => packages[name](),
		evaluate: () => ({ status: "pass", observedValue: "loaded", observedUnit: null, output: "loads" }),
	});

import { defineCheck } from "../check.ts";
import { PREFLIGHT_LIMIT_MS } from "../evaluate.ts";
import type { HostPorts } from "../ports.ts";

const ADVICE = "Set FFMPEG_PATH to an ffmpeg with libx264 and aac, or leave it unset and run npm ci.";

export const ffmpeg = defineCheck({
	name: "ffmpeg",
	key: "ffmpeg:version",
	componentType: "system",
	limitMs: PREFLIGHT_LIMIT_MS,
	advice: ADVICE,
	probe: (machine: Pick<HostPorts, "ffmpeg">) => machine.ffmpeg(PREFLIGHT_LIMIT_MS),
	evaluate: ({ version, hasLibx264, hasAac }) => {
		const observed = { observedValue: version, observedUnit: null };
		const missing = [...(hasLibx264 ? [] : ["libx264"]), ...(hasAac ? [] : ["aac"])];
		if (missing.length === 0) return { status: "pass", ...observed, output: "runs, with libx264 and aac" };
		return { status: "fail", ...observed, output: `has no ${missing.join(" and no ")}. ${ADVICE}` };
	},
});

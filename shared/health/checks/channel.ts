import { toIso } from "../../core/time.ts";
import { defineCheck } from "../check.ts";
import { SHORT_MS } from "../evaluate.ts";
import type { HealthPorts } from "../ports.ts";

/** Of each channel of alerts that is set: whether the last message arrived. */
export const channelCheck = (channel: string) =>
	defineCheck({
		name: `channel-${channel}`,
		key: "alerts:channel",
		limitMs: SHORT_MS,
		advice: "Look at its address and key.",
		probe: async ({ failingSince }: Pick<HealthPorts, "failingSince">) => failingSince(channel),
		evaluate: (failingSinceMs) => {
			if (failingSinceMs === null) {
				const output = "The last message arrived.";
				return { status: "pass", observedValue: "reachable", observedUnit: null, output };
			}
			const output = `It has been failing since ${toIso(failingSinceMs)}. Look at its address and key; npm run health -- --test-alert tries it.`;
			return { status: "warn", observedValue: "failing", observedUnit: null, output };
		},
	});

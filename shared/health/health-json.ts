import type { JsonObject } from "../core/json.ts";
import { type CheckResult, worstStatus } from "./check.ts";

/** The media type of the report. */
export const HEALTH_JSON = "application/health+json";

export type HealthJsonOptions = {
	readonly releaseId: string;
	/** What was repaired, and what is left for the next cycle. */
	readonly notes: readonly string[];
};

/**
 * The report as health+json (draft-inadarei-api-health-check-06): a status, and for each measurement a list of checks. By
 * section 4.8 `output` is left out where a check has passed.
 */
export function toHealthJson(
	results: readonly CheckResult[],
	{ releaseId, notes }: HealthJsonOptions,
): JsonObject {
	const byKey: Record<string, JsonObject[]> = {};
	for (const { name, key, componentType, status, observedValue, observedUnit, output, time } of results) {
		byKey[key] ??= [];
		byKey[key].push({
			componentId: name,
			componentType,
			...(observedValue === null ? {} : { observedValue }),
			...(observedUnit === null ? {} : { observedUnit }),
			status,
			time,
			...(status === "pass" ? {} : { output }),
		});
	}
	return {
		status: worstStatus(results),
		version: "1",
		releaseId,
		serviceId: "chatreel",
		description: "chatreel: chats to videos",
		...(notes.length === 0 ? {} : { notes }),
		checks: byKey,
	};
}

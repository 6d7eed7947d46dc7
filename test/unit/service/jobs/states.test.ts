import { describe, expect, test } from "vitest";
import {
	IN_PROGRESS,
	isEnd,
	mayBecome,
	type Status,
	TRANSITIONS,
} from "../../../../shared/service/jobs/states.ts";

const STATES = Object.keys(TRANSITIONS) as Status[];
const ENDS: readonly Status[] = ["completed", "failed", "cancelled", "skipped"];

describe("the states of a job", () => {
	const ways: readonly string[] = [
		...["queued → rendering", "queued → failed", "queued → cancelled", "queued → skipped"],
		...["rendering → uploading", "rendering → queued", "rendering → completed", "rendering → failed"],
		...["rendering → cancelled", "uploading → queued", "uploading → completed", "uploading → failed"],
		"uploading → cancelled",
		"uploading → rendering",
		"rendering → skipped",
		"uploading → skipped",
	];
	const pairs = STATES.flatMap((from) => STATES.map((to) => [from, to] as const));

	test.each(pairs)("%s → %s is allowed as the protocol has it", (from, to) => {
		expect(mayBecome(from, to)).toBe(ways.includes(`${from} → ${to}`));
	});

	test("have four ends, out of which there is no way, and into each of which there is one", () => {
		expect(STATES.filter(isEnd).toSorted()).toEqual(ENDS.toSorted());
		for (const end of ENDS) expect(STATES.some((from) => mayBecome(from, end))).toBe(true);
	});

	test("can be left for the queue wherever somebody may be lost", () => {
		expect(STATES.filter((from) => mayBecome(from, "queued"))).toEqual(IN_PROGRESS);
	});
});

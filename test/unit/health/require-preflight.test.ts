import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import type { Check } from "../../../shared/health/check.ts";
import { requirePreflight } from "../../../shared/health/require-preflight.ts";

const FONTS: Check = { name: "fonts", ok: false, message: "there are none. Run npm ci.", observed: null };
const DISK: Check = { name: "disk", ok: false, message: "free. Remove files.", observed: 0.4, unit: "GiB" };
const MEMORY: Check = { name: "memory", ok: false, message: "free. Run less.", observed: 0.1, unit: "GiB" };
const WELL: Check = { name: "ffmpeg", ok: true, message: "runs", observed: "4.1" };

function errorOf(checks: readonly Check[], cause?: unknown): ChatreelError {
	try {
		requirePreflight(checks, { cause });
	} catch (error) {
		if (error instanceof ChatreelError) return error;
	}
	throw new Error("no ChatreelError was thrown");
}

describe("a render that is about to begin", () => {
	test("goes on where every check is well", () => {
		expect(() => requirePreflight([WELL])).not.toThrow();
	});

	test.each([
		[DISK, "A render cannot begin. disk: 0.4 GiB free. Remove files."],
		[MEMORY, "A render cannot begin. memory: 0.1 GiB free. Run less."],
	])("stops with 507 where a resource is short", (check, message) => {
		expect(errorOf([WELL, check])).toMatchObject({
			kind: "RESOURCE_EXHAUSTED",
			status: 507,
			message,
			details: { checks: [check] },
		});
	});

	test("stops with 503 where something does not work, whatever else is short, and names every failed check", () => {
		expect(errorOf([FONTS, WELL, DISK])).toMatchObject({
			kind: "DEPENDENCY_ERROR",
			status: 503,
			message: "A render cannot begin. fonts: there are none. Run npm ci. disk: 0.4 GiB free. Remove files.",
			details: { checks: [FONTS, DISK] },
		});
	});

	test("keeps what was thrown for the log", () => {
		const cause = new Error("beneath");
		expect(errorOf([FONTS], cause).cause).toBe(cause);
	});
});

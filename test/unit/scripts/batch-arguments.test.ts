import { describe, expect, test } from "vitest";
import { readBatchArguments as ofBatch } from "../../../scripts/batch-command/batch-arguments.ts";
import { readArguments as ofRender } from "../../../scripts/render-command/arguments.ts";

describe("--timeout", () => {
	test.each([
		["npm run batch", ofBatch],
		["npm run render", ofRender],
	])("of %s takes as many seconds as a timer holds, and no more", (_, read) => {
		expect(read(["a.json", "--timeout", "2147483"])?.timeoutSeconds).toBe(2_147_483);
		for (const seconds of ["2147484", "3000000", "0", "-1", "soon"])
			expect(() => read(["a.json", `--timeout=${seconds}`])).toThrow("--timeout: expected ");
	});
});

test("--workers is a whole number above 0", () => {
	expect(ofBatch(["a.json", "--workers", "3"]).workers).toBe(3);
	expect(() => ofBatch(["a.json", "--workers", "1.5"])).toThrow("--workers: expected a whole number");
});

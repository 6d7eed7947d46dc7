import { describe, expect, test } from "vitest";
import { readOwner } from "../../../../shared/service/jobs/accept-job.ts";
import { newJobId, requireJobId, toFileId, toJobId } from "../../../../shared/service/jobs/job-id.ts";

describe("the owner of a row that nobody is named for", () => {
	const cases: readonly (readonly [readonly string[], string | null])[] = [
		[['read("user:maya")'], "maya"],
		[['read("user:maya")', 'update("user:maya/verified")', 'read("any")'], "maya"],
		[['read("user:maya")', 'read("user:tom")'], null],
		[['read("any")', 'read("team:a/owner")'], null],
		[[], null],
	];
	test.each(cases)("%j is %j", (permissions, owner) => {
		expect(readOwner({ permissions })).toBe(owner);
	});
});

describe("a job's id", () => {
	test.each(["a", "A-1_b.c", "x".repeat(32)])("may be %s", (id) => {
		expect(requireJobId(id)).toBe(id);
	});

	test.each(["", ".a", "-a", "a b", "a/b", "é", "x".repeat(33)])("may not be %j", (id) => {
		expect(() => requireJobId(id)).toThrow(/1 to 32 letters/);
	});

	test("of a row with a longer id is a hash, always the same", async () => {
		const long = "r".repeat(36);
		expect(await toJobId("short")).toBe("short");
		expect(await toJobId(long)).toMatch(/^[0-9a-f]{32}$/);
		expect(await toJobId(long)).toBe(await toJobId(long));
	});

	test("that nobody chose is one", () => {
		expect(requireJobId(newJobId())).toMatch(/^[0-9a-f]{20}$/);
	});

	test("gives each file of each attempt a name of its own", async () => {
		const ids = [
			await toFileId("a", 1, "video"),
			await toFileId("a", 1, "poster"),
			await toFileId("a", 2, "video"),
		];
		expect(new Set(ids).size).toBe(3);
	});
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { InputError } from "../../../scripts/cli/exit.ts";
import { chooseServiceKey, writeKey } from "../../../scripts/deploy/choose-service-key.ts";
import type { Declaration } from "../../../scripts/provision/declaration.ts";
import type { Present } from "../../../scripts/provision/step.ts";

const dir = mkdtempSync(join(tmpdir(), "service-key-"));
afterAll(() => rmSync(dir, { recursive: true }));

const IDS = ["render", "health-cron"];
const DECLARED = { functions: IDS.map(($id) => ({ $id })) } as unknown as Declaration;
const KEY = { $id: "v", key: "SERVICE_KEY", value: "", secret: true };
const presentWith = (...withKey: readonly string[]): Present => ({
	...{ databases: [], tables: [], buckets: [], sites: [], withoutSites: null },
	functions: IDS.map(($id) => ({ $id, variables: withKey.includes($id) ? [KEY] : [] })),
});
const kept = join(dir, "kept");
writeFileSync(kept, "a key that was kept\n");

describe("the service key", () => {
	test("is made when a function lacks one, and no two are alike", () => {
		const made = [presentWith(), presentWith("render")].map((present) =>
			chooseServiceKey(DECLARED, present, undefined, null),
		);
		expect(made[0]).toMatchObject({
			value: expect.stringMatching(/^[0-9a-f]{48}$/),
			mustSet: true,
			isNew: true,
		});
		expect(made[0]?.value).not.toBe(made[1]?.value);
	});

	test("stays unchanged and unknown when every function has one", () => {
		const present = presentWith(...IDS);
		const unknown = { value: undefined, mustSet: false, isNew: false };
		expect(chooseServiceKey(DECLARED, present, undefined, null)).toEqual(unknown);
		expect(chooseServiceKey(DECLARED, present, undefined, join(dir, "missing"))).toEqual(unknown);
	});

	test("comes from the file, and is written to no function that has one", () => {
		const value = "a key that was kept";
		expect(chooseServiceKey(DECLARED, presentWith(...IDS), undefined, kept)).toEqual({
			value,
			mustSet: false,
			isNew: false,
		});
		expect(chooseServiceKey(DECLARED, presentWith(), undefined, kept)).toMatchObject({
			value,
			mustSet: true,
		});
	});

	test("comes from the environment first", () => {
		const key = chooseServiceKey(DECLARED, presentWith(...IDS), "a key of the environment", kept);
		expect(key).toEqual({ value: "a key of the environment", mustSet: true, isNew: false });
	});

	test("is kept in a file that its user alone can read, and overwrites no file", () => {
		const file = join(dir, "made/new");
		writeKey(file, "a key of this test");
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readFileSync(file, "utf8")).toBe("a key of this test\n");
		expect(() => writeKey(file, "another")).toThrow(InputError);
	});

	test("of a file that is a folder, or too short to be a secret, is refused", () => {
		const short = join(dir, "short");
		writeFileSync(short, "abc");
		for (const file of [dir, short]) {
			expect(() => chooseServiceKey(DECLARED, presentWith(), undefined, file)).toThrow(InputError);
		}
	});
});

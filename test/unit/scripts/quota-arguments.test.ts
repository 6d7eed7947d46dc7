import { describe, expect, test } from "vitest";
import { readQuotaArguments } from "../../../scripts/quota-command/quota-arguments.ts";

const read = (line: string) => readQuotaArguments(line.split(" ").filter((word) => word !== ""));

describe("npm run quota", () => {
	test.each([
		["--check", { kind: "check" }],
		["--can-render", { kind: "can-render", minutes: 2 }],
		["--can-render --minutes 0.5", { kind: "can-render", minutes: 0.5 }],
		["--record 1.5 --job-id job_123", { kind: "record", minutes: 1.5, jobId: "job_123" }],
		["--history", { kind: "history" }],
		["--reconcile", { kind: "reconcile", month: null }],
		["--reconcile --month 2026-02", { kind: "reconcile", month: "2026-02" }],
		["--link --url https://quota.example.com/", { kind: "link", url: "https://quota.example.com" }],
		["--help --nothing-else", null],
	])("%s", (line, action) => {
		if (action === null) expect(() => read(line)).toThrow("--nothing-else");
		else expect(read(line).action).toEqual(action);
	});

	test("takes any id that a user may have", () => {
		const user = `maya.the_first-1${"0".repeat(20)}`;
		expect(read(`--check --user ${user}`)).toMatchObject({ user });
		expect(read("--check").user).toBeNull();
	});

	test.each([
		["--record 1.5", "--job-id: missing"],
		["--record 0 --job-id a", '--record: expected minutes above 0, up to 2856960, received "0".'],
		["--record=-3 --job-id a", "--record: expected minutes above 0"],
		["--record -3 --job-id a", "--record"],
		["--record 1e300 --job-id a", '--record: expected minutes above 0, up to 2856960, received "1e300".'],
		["--record 2856961 --job-id a", "--record: expected minutes above 0, up to 2856960"],
		["--record 0x10 --job-id a", "--record: expected minutes above 0"],
		["--record soon --job-id a", "--record: expected minutes above 0"],
		["--record 1 --job-id a/b", "--job-id: expected 1 to 32 letters"],
		["--job-id a", "--job-id: expected --record too."],
		["--can-render --minutes 1e9", "--minutes: expected minutes above 0, up to 2856960"],
		["--can-render --minutes 0", "--minutes: expected minutes above 0"],
		["--check --user=", "--user: expected a user's id of 1 to 36 letters"],
		[`--link --user ${"a".repeat(37)}`, "--user: expected"],
		["--history --user .maya", "--user: expected"],
		["--can-render --user maya/theo", "--user: expected"],
		["--check --minutes 3", "--minutes: only for --can-render."],
		["--check --url https://a", "--url: only for --link."],
		["--reconcile --month 2026-13", "--month: expected YYYY-MM"],
		["--link --url here", "--url: expected an address"],
		["--check --history", "One action at a time: --check and --history were given."],
		["--check chat.json", "chat.json"],
		["--nothing", "--nothing"],
		["", "Name an action"],
	])("%s is refused, and the flag named", (line, words) => {
		expect(() => read(line)).toThrow(words);
	});
});

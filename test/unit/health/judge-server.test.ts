import { describe, expect, test } from "vitest";
import { judgeServer, type ServerFacts } from "../../../shared/health/judge-server.ts";

const RENDER = { functionId: "render", activeId: "one", latestId: "one", latestStatus: "ready" };
const WELL: ServerFacts = { version: "1.9.6", isCloud: true, deployments: [RENDER] };
const judge = (changed: Partial<ServerFacts>) => judgeServer({ ...WELL, ...changed });
const deployed = (changed: Partial<typeof RENDER>) => judge({ deployments: [{ ...RENDER, ...changed }] });

describe("the check of the server", () => {
	test.each([
		["1.9.6", "pass"],
		["1.8.0", "pass"],
		["1.10.0", "pass"],
		["2.0.0-rc.1", "pass"],
		["1.7.4", "fail"],
		["0.15.3", "fail"],
	])("of Appwrite %s: %s", (version, status) => {
		expect(judge({ version })).toMatchObject({ status, observedValue: version });
	});

	test("takes a version that nobody tells", () => {
		expect(judge({ version: null })).toMatchObject({ status: "pass", observedValue: "unknown" });
	});

	test.each([
		["1.9.0", /more than 5 MiB/],
		["1.9.6", /more than 5 MiB/],
		["1.8.1", /increment/],
	])("tells what Appwrite %s is known for", (version, words) => {
		expect(judge({ version }).output).toMatch(words);
	});

	test.each(["1.9.7", "1.10.0"])("tells no fault of Appwrite %s", (version) => {
		expect(judge({ version }).output).toBe(`Appwrite ${version}.`);
	});

	test("names what a server of one's own must be told, and Cloud not", () => {
		expect(judge({ isCloud: false }).output).toContain("_APP_COMPUTE_INACTIVE_THRESHOLD should be 960");
		expect(judge({}).output).not.toContain("_APP_");
	});

	test.each([
		["a newer one that is ready", { latestId: "two" }, /newest deployment of render is ready and not active/],
		["none active, one ready", { activeId: "" }, /newest deployment of render is ready and not active/],
		["none at all", { activeId: "", latestId: "", latestStatus: "" }, /render has no active deployment/],
		["one that could not be built", { activeId: "", latestStatus: "failed" }, /render has no active/],
	])("warns of a function with %s", (_, changed, words) => {
		const { status, output } = deployed(changed);
		expect([status, output]).toEqual(["warn", expect.stringMatching(words)]);
		expect(output).toContain("npm run deploy");
	});

	test.each([
		["being built", { latestId: "two", latestStatus: "building" }],
		["the first being built", { activeId: "", latestStatus: "processing" }],
		["that could not be built", { latestId: "two", latestStatus: "failed" }],
	])("does not warn of a newer one %s", (_, changed) => {
		expect(deployed(changed).status).toBe("pass");
	});

	test("says so where a key may not look at functions", () => {
		expect(judge({ deployments: null })).toMatchObject({
			status: "pass",
			output: expect.stringContaining("no functions.read"),
		});
	});
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PreflightAnswer } from "../../shared/health/preflight.ts";
import { runCommand } from "../helpers/command.ts";
import { type HealthServer, startHealthServer } from "../helpers/health-server.ts";

let on: HealthServer;
beforeAll(async () => {
	on = await startHealthServer();
});
afterAll(() => on.end());
beforeEach(() => on.proxy.setRule(() => "pass"));

/** What pre-flight says of the server that the environment names. */
async function preflight(env: Readonly<Record<string, string>> = {}) {
	const { code, stdout } = await runCommand(process.execPath, ["scripts/run.cjs", "preflight", "--json"], {
		env: {
			...{ APPWRITE_ENDPOINT: on.proxy.endpoint, APPWRITE_PROJECT_ID: on.server.projectId },
			...{ APPWRITE_API_KEY: on.server.apiKey, MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0", ...env },
		},
	});
	const checks: readonly PreflightAnswer[] = JSON.parse(stdout);
	return { code, check: checks.find(({ name }) => name === "appwrite") };
}

const versionIs = (version: string) =>
	on.proxy.setRule(({ path }) =>
		path.endsWith("/health/version") ? { status: 200, body: { version } } : "pass",
	);

describe("npm run preflight, where an Appwrite is named,", () => {
	test("says which it is", async () => {
		const { code, check } = await preflight();
		expect(code).toBe(0);
		expect(check).toMatchObject({ ok: true, status: "pass", observed: "1.9.6" });
		expect(check?.message).toContain("_APP_COMPUTE_INACTIVE_THRESHOLD");
	});

	test("does not fail for a deployment that is not active", async () => {
		const body = { deploymentId: "", latestDeploymentId: "new", latestDeploymentStatus: "ready" };
		on.proxy.setRule(({ path }) => (path.endsWith("/functions/render") ? { status: 200, body } : "pass"));
		const { code, check } = await preflight();
		expect([code, check?.message]).toEqual([0, expect.stringContaining("deployment of render is ready and")]);
	});

	test("takes a key that may not look at functions", async () => {
		const { code, check } = await preflight({ APPWRITE_API_KEY: "another" });
		expect([code, check?.message]).toEqual([0, expect.stringContaining("no functions.read")]);
	});

	test("fails where it is too old", async () => {
		versionIs("1.7.4");
		const { code, check } = await preflight();
		expect([code, check?.message]).toEqual([1, expect.stringContaining("1.8 or later")]);
	});

	test("fails where nothing answers, and looks at none where none is named", async () => {
		on.proxy.setRule(() => "never arrive");
		const { code, check } = await preflight();
		expect([code, check?.message]).toEqual([1, expect.stringContaining("could not be reached")]);
		expect((await preflight({ APPWRITE_ENDPOINT: "" })).check).toBeUndefined();
	});
});

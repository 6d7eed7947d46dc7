import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runCommand } from "../helpers/command.ts";
import { type HealthServer, QUICK_CLOCK, startHealthServer } from "../helpers/health-server.ts";
import { SERVICE_KEY } from "../helpers/render-server.ts";

const RUN = join(import.meta.dirname, "../../scripts/run.cjs");

let on: HealthServer;
beforeAll(async () => {
	on = await startHealthServer();
});
afterAll(() => on.end());
beforeEach(() => {
	on.proxy.setRule(() => "pass");
	on.receiver.answerWith(204);
});

function health(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	return runCommand(process.execPath, ["--disable-warning=ExperimentalWarning", RUN, "health", ...args], {
		env: {
			...{ APPWRITE_ENDPOINT: on.proxy.endpoint, APPWRITE_PROJECT_ID: on.server.projectId },
			...{ APPWRITE_API_KEY: on.server.apiKey, SERVICE_KEY, NODE_OPTIONS: QUICK_CLOCK, ...env },
		},
	});
}
const alerts = () => ({
	...{ ALERT_WEBHOOK_URL: on.receiver.address, WEBHOOK_SECRET: "a webhook secret of this test" },
	...{ ALLOW_PRIVATE_WEBHOOKS: "1", ALERT_TOPIC_ID: "operators" },
});

describe("npm run health", () => {
	test("shows a table and ends with 0 where all is well, and changes nothing", async () => {
		const { stdout, stderr, code } = await health([]);
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout).toMatch(/✓ pass {2}database .*ms/);
		expect(stdout).toContain("All systems operational");
		expect(await on.server.rowsOf("health_reports")).toEqual([]);
		expect(await on.server.rowsOf("alerts")).toEqual([]);
	});

	test("ends with 1 where something is to be looked at, and prints health+json", async () => {
		const nextAt = new Date(Date.now() - 3_600_000).toISOString();
		await on.put("webhook_deliveries", "w", { state: "due", nextAt, target: "https://example.invalid/" });
		const { stdout, code } = await health(["--json"]);
		const report = JSON.parse(stdout);
		expect([code, report.status]).toEqual([1, "warn"]);
		expect(report.checks["webhooks:backlog"]).toEqual([
			{
				...{ componentId: "webhooks", componentType: "component", status: "warn", observedUnit: "s" },
				observedValue: expect.any(Number),
				time: expect.any(String),
				output: expect.stringContaining("1 webhook deliveries are overdue"),
			},
		]);
		await on.remove("webhook_deliveries", "w");
	});

	test("looks at no local Appwrite where the endpoint that is named is none", async () => {
		const { stdout, stderr, code } = await health([], { APPWRITE_ENDPOINT: "localhost" });
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(
			'APPWRITE_ENDPOINT: expected an address, allowed: http:// or https://, and a host, received "localhost"',
		);
	});

	test("ends with 2 where something fails, and says what to do", async () => {
		on.proxy.setRule(({ path }) => (path.includes("/storage/") ? { status: 500, body: {} } : "pass"));
		const { stdout, code } = await health([], { RENDER_TIMEOUT_SECONDS: "60", QUOTA_WARN: "nonsense" });
		expect(code).toBe(2);
		expect(stdout).toMatch(/✗ fail {2}storage .*Look whether Appwrite's storage works/);
		expect(stdout).toMatch(
			/✗ fail {2}configuration +2 faults .*QUOTA_WARN: expected a share.*RENDER_TIMEOUT_SECONDS is 60/,
		);
		expect(stdout).toMatch(/✓ pass {2}database/);
	});

	test("ends with 2, and not as a warning does, where it cannot look at anything", async () => {
		const nowhere = { APPWRITE_ENDPOINT: "", APPWRITE_PROJECT_ID: "", APPWRITE_API_KEY: "", SERVICE_KEY: "" };
		const { code, stdout } = await health(["--data", RUN], nowhere);
		expect([code, stdout]).toEqual([2, ""]);
	});
});

describe("npm run health -- --test-alert", () => {
	test("sends a message to every channel", async () => {
		const { stdout, code } = await health(["--test-alert"], alerts());
		expect([code, stdout]).toEqual([0, "✓ webhook: took a test message\n✓ email: took a test message\n"]);
		expect(on.receiver.taken.map(({ body }) => body.title)).toEqual(["chatreel: this is a test"]);
	});

	test("says which channel did not take it, without its address", async () => {
		on.receiver.answerWith(500);
		const { stdout, code } = await health(["--test-alert"], alerts());
		expect([code, stdout]).toEqual([2, "✗ webhook: It answered 500.\n✓ email: took a test message\n"]);
		const unset = await health(["--test-alert"]);
		expect([unset.code, unset.stdout]).toEqual([
			2,
			"No channel is set: set ALERT_WEBHOOK_URL, ALERT_TOPIC_ID, or both.\n",
		]);
	});

	test.each(["ftp://example.org/x", "example.org/x"])(
		"says what is wrong with %s, and tries the others",
		async (address) => {
			const { stdout, code } = await health(["--test-alert"], { ...alerts(), ALERT_WEBHOOK_URL: address });
			const fault =
				"ALERT_WEBHOOK_URL: expected an address, allowed: http:// or https://, and a host, received another text.";
			expect([code, stdout]).toEqual([2, `${fault}\n✓ email: took a test message\n`]);
		},
	);

	test("prints JSON where it is to", async () => {
		const took = { status: "pass", output: "took a test message" };
		const channels = ["webhook", "email"].map((channel) => ({ channel, ...took }));
		const { stdout, code } = await health(["--json", "--test-alert"], alerts());
		expect([code, JSON.parse(stdout)]).toEqual([0, { status: "pass", channels, faults: [] }]);
		const unset = await health(["--json", "--test-alert"]);
		const words = "No channel is set: set ALERT_WEBHOOK_URL, ALERT_TOPIC_ID, or both.";
		expect([unset.code, JSON.parse(unset.stdout)]).toEqual([
			2,
			{ status: "fail", channels: [], faults: [words] },
		]);
	});
});

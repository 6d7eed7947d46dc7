import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../../shared/core/errors.ts";
import { inspectEnv, readEnv, readFunctionVariables } from "../../../../shared/platform/node/env.ts";

const DEFAULTS = {
	RENDER_TIMEOUT_SECONDS: 900,
	MAX_MESSAGES: 50,
	MIN_FREE_DISK_GIB: 1,
	MIN_FREE_MEMORY_GIB: undefined,
	FFMPEG_PATH: undefined,
	RETENTION_DAYS: 0,
	STORAGE_LIMIT_GIB: 0,
	ALERT_WEBHOOK_URL: undefined,
	ALERT_TOPIC_ID: undefined,
	QUOTA_HOURS: 200,
	QUOTA_WARN: 0.8,
	QUOTA_USER_SHARE: 0.25,
	RENDER_SLOTS: 1,
	SLOT_WAIT_SECONDS: 20,
	SERVICE_KEY: undefined,
	WEBHOOK_SECRET: undefined,
	ALLOW_PRIVATE_WEBHOOKS: false,
	APPWRITE_ENDPOINT: undefined,
	APPWRITE_PROJECT_ID: undefined,
	APPWRITE_API_KEY: undefined,
	APPWRITE_FUNCTION_API_ENDPOINT: undefined,
	APPWRITE_FUNCTION_PROJECT_ID: undefined,
};

function messageOf(source: Record<string, string>): string {
	try {
		readEnv(source);
	} catch (error) {
		if (error instanceof ChatreelError) return error.message;
	}
	throw new Error("no ChatreelError was thrown");
}

describe("the environment", () => {
	test("has a default for each variable", () => {
		expect(readEnv({})).toEqual(DEFAULTS);
	});

	test("takes a blank variable for one that is not set", () => {
		const blank = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, " "]));
		expect(readEnv(blank)).toEqual(DEFAULTS);
	});

	test("takes what is set, and nothing that is not ours", () => {
		const set = {
			RENDER_TIMEOUT_SECONDS: "30",
			MAX_MESSAGES: "200",
			MIN_FREE_DISK_GIB: "0",
			MIN_FREE_MEMORY_GIB: " 0.25 ",
			FFMPEG_PATH: "/opt/ff mpeg",
			HOME: "/root",
		};
		expect(readEnv(set)).toEqual({
			...DEFAULTS,
			RENDER_TIMEOUT_SECONDS: 30,
			MAX_MESSAGES: 200,
			MIN_FREE_DISK_GIB: 0,
			MIN_FREE_MEMORY_GIB: 0.25,
			FFMPEG_PATH: "/opt/ff mpeg",
		});
	});

	test("does not repeat a secret that is too short", () => {
		const message = messageOf({ SERVICE_KEY: "hunter2" });
		expect(message).toContain(
			"SERVICE_KEY: expected a secret, allowed: 16 characters or more, received fewer",
		);
		expect(message).not.toContain("hunter2");
	});

	test("hands on to functions what is set, and no key of the Appwrite it runs on", () => {
		const set = { QUOTA_HOURS: "5", APPWRITE_API_KEY: "secret", HOME: "/root", FFMPEG_PATH: "" };
		expect(readFunctionVariables(set)).toEqual({ QUOTA_HOURS: "5" });
	});

	test.each(["foo", "localhost", "ftp://example.org", " http://example.org/v1", "HTTP://example.org/v1"])(
		"refuses %j as an endpoint, as the SDK would",
		(text) => {
			const expected = "APPWRITE_ENDPOINT: expected an address, allowed: http:// or https://, and a host";
			expect(messageOf({ APPWRITE_ENDPOINT: text })).toContain(
				`${expected}, received ${JSON.stringify(text)}`,
			);
		},
	);

	test("takes an endpoint without TLS, as the local Appwrite's is", () => {
		const APPWRITE_ENDPOINT = "http://127.0.0.1:8080/v1";
		expect(readEnv({ APPWRITE_ENDPOINT })).toMatchObject({ APPWRITE_ENDPOINT });
	});

	test("lists all that is wrong in one error", () => {
		const source = {
			RENDER_TIMEOUT_SECONDS: "0",
			MAX_MESSAGES: "2.5",
			MIN_FREE_DISK_GIB: "-1",
			MIN_FREE_MEMORY_GIB: "half",
		};
		const variables = [
			'RENDER_TIMEOUT_SECONDS: expected a whole number of seconds, allowed: 1 to 2147483, received "0"',
			'MAX_MESSAGES: expected a whole number of messages, allowed: 1 or more, received "2.5"',
			'MIN_FREE_DISK_GIB: expected a number of GiB, allowed: 0 or more, received "-1"',
			'MIN_FREE_MEMORY_GIB: expected a number of GiB, allowed: 0 or more, received "half"',
		];
		expect(() => readEnv(source)).toThrow(
			expect.objectContaining({
				kind: "DEPENDENCY_ERROR",
				message: `The environment is not valid. ${variables.join("; ")}`,
				details: { variables },
			}),
		);
	});

	test.each(["0x10", "1e3", "Infinity", "NaN", "10,5", "5s", "99999999"])("refuses %s as seconds", (text) => {
		expect(messageOf({ RENDER_TIMEOUT_SECONDS: text })).toContain(JSON.stringify(text));
	});
});

describe("looking at the environment", () => {
	test("goes on with the defaults of what is wrong, and says each fault without repeating a secret", () => {
		const { env, faults } = inspectEnv({
			...{ QUOTA_HOURS: "many", QUOTA_WARN: "0.5", SERVICE_KEY: "short" },
			ALERT_WEBHOOK_URL: "ftp://example.org/token",
		});
		expect([env.QUOTA_HOURS, env.QUOTA_WARN, env.SERVICE_KEY, env.ALERT_WEBHOOK_URL]).toEqual([
			...[200, 0.5, undefined, undefined],
		]);
		expect(faults.map((fault) => fault.split(":")[0])).toEqual([
			"QUOTA_HOURS",
			"SERVICE_KEY",
			"ALERT_WEBHOOK_URL",
		]);
		expect(faults.join(" ")).not.toMatch(/short|token/);
		expect(inspectEnv({ QUOTA_HOURS: "3" })).toMatchObject({ faults: [], env: { QUOTA_HOURS: 3 } });
	});
});

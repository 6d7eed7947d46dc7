import { describe, expect, test } from "vitest";
import { chooseServer } from "../../../scripts/studio/choose-server.ts";
import { writePolicy } from "../../../scripts/studio/policy.ts";

const local = { endpoint: "http://127.0.0.1:9500/v1", projectId: "chatreel" };
const cloud = { APPWRITE_ENDPOINT: "https://cloud.example/v1", APPWRITE_PROJECT_ID: "films" };
const none = { APPWRITE_ENDPOINT: undefined, APPWRITE_PROJECT_ID: undefined };

describe("the Appwrite on which the studio renders", () => {
	test("is that of the flags, before that of the environment, before the local one", () => {
		const given = { endpoint: "https://other.example/v1/", project: "other" };
		expect(chooseServer({ given, env: cloud, local })).toEqual({
			endpoint: "https://other.example/v1",
			projectId: "other",
		});
		const fromEnv = { endpoint: "https://cloud.example/v1", projectId: "films" };
		expect(chooseServer({ given: {}, env: cloud, local })).toEqual(fromEnv);
		expect(chooseServer({ given: {}, env: none, local })).toEqual({
			endpoint: "http://localhost:9500/v1",
			projectId: "chatreel",
		});
		expect(chooseServer({ given: {}, env: none, local: null })).toBeNull();
	});

	test.each([
		[{ endpoint: "https://other.example/v1" }, "come together"],
		[{ project: "other" }, "come together"],
		[{ endpoint: "other.example", project: "other" }, 'received "other.example"'],
		[{ endpoint: "javascript:alert(1)", project: "other" }, "expected an address"],
	])("%j is refused", (given, words) => {
		expect(() => chooseServer({ given, env: none, local })).toThrow(words);
	});
});

describe("the policy of the studio", () => {
	const connected = (endpoint: string | null) =>
		writePolicy(endpoint)
			.split("; ")
			.filter((rule) => rule.startsWith("connect-src"));

	test("lets the page call its own host alone where it has no server", () => {
		expect(connected(null)).toEqual(["connect-src 'self'"]);
	});

	test("lets it call the server too, and follow jobs there, and nothing else", () => {
		expect(connected("https://cloud.example:8443/v1")).toEqual([
			"connect-src 'self' https://cloud.example:8443 wss://cloud.example:8443",
		]);
		const without = (endpoint: string | null) => writePolicy(endpoint).replace(/connect-src[^;]*/, "");
		expect(without("https://cloud.example/v1")).toBe(without(null));
	});
});

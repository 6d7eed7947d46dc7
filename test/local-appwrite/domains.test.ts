import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureFunction, startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

let server: TestServer;

beforeAll(async () => {
	const functions = [
		fixtureFunction("open"),
		fixtureFunction("for-guests", { execute: ["guests"] }),
		fixtureFunction("for-users", { execute: ["users"] }),
	];
	server = await startTestServer(functions);
});
afterAll(() => server.end());

const call = (path: string, init: RequestInit = {}, id = "open") =>
	fetch(`${server.domains[id]}${path}`, init);

describe("a function's own address", () => {
	test("takes any method, path and header, and answers what the function answers", async () => {
		const init = { method: "PUT", body: "plain", headers: { "x-mine": "yes", "content-type": "text/plain" } };
		const response = await call("/request?a=b%20c", init);
		expect(response.status).toBe(200);
		const asked = await response.json();
		expect(asked).toMatchObject({ method: "PUT", path: "/request", query: { a: "b%20c" }, body: "plain" });
		expect(asked.headers["x-mine"]).toBe("yes");
	});

	test("knows every caller as a guest: the JWT and the user's id are emptied, the event's header is not", async () => {
		const { client, account } = await server.signUp();
		expect(client).toBeTruthy();
		const { jwt } = await account.createJWT();
		const headers = {
			"x-appwrite-user-jwt": jwt,
			"x-appwrite-user-id": "someone",
			"x-appwrite-trigger": "event",
			"x-appwrite-key": "mine",
			"x-appwrite-event": "made.up",
			"x-chatreel-jwt": jwt,
		};
		const asked = await (await call("/request", { headers })).json();
		expect(asked.headers).not.toHaveProperty("x-appwrite-user-jwt");
		expect(asked.headers).not.toHaveProperty("x-appwrite-user-id");
		expect(asked.headers).toMatchObject({
			"x-appwrite-trigger": "http",
			"x-appwrite-event": "made.up",
			"x-chatreel-jwt": jwt,
		});
		expect(asked.headers["x-appwrite-key"]).toMatch(/^ephemeral_/);
	});

	test("is for functions that guests may execute: else 401", async () => {
		expect((await call("/request", {}, "for-guests")).status).toBe(200);
		expect((await call("/request", {}, "for-users")).status).toBe(401);
	});

	test.each([404, 500])("turns a %i without a body into a page", async (code) => {
		const response = await call(`/status?code=${code}`);
		expect(response.status).toBe(code);
		expect(response.headers.get("content-type")).toContain("text/html");
		expect(await response.text()).toContain(`Error ${code}`);
	});

	test("leaves an error with a body as it is", async () => {
		const response = await call("/status?code=404&body=mine");
		expect([response.status, await response.text()]).toEqual([404, "mine"]);
	});

	test("passes bytes and redirects on", async () => {
		const bytes = await (await call("/binary")).arrayBuffer();
		expect([...new Uint8Array(bytes)]).toEqual([0, 255, 1]);
		const redirect = await call("/redirect", { redirect: "manual" });
		expect([redirect.status, redirect.headers.get("location")]).toEqual([301, "https://example.com/"]);
	});
});

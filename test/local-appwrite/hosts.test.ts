import { once } from "node:events";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { fixtureFunction, startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer([fixtureFunction("echo")]);
});
afterAll(() => server.end());

/** Asks as a page would whose name leads here. */
async function ask(
	address: string,
	host: string,
): Promise<{ readonly status: number; readonly text: string }> {
	const outgoing = request(address, { headers: { host, "x-appwrite-project": "test" }, agent: false }).end();
	const [response] = await once(outgoing, "response");
	return { status: response.statusCode, text: (await buffer(response)).toString() };
}

const portOf = (address: string) => new URL(address).port;

describe.each([
	["the API", () => `${server.endpoint}/ping`],
	["a function's address", () => `${server.domains["echo"]}/request`],
])("%s", (_name, address) => {
	test.each([
		"evil.example",
		"localhost.evil.example",
		"evil.example:80",
		"127.0.0.1.evil.example",
		"10.0.0.1",
	])("is not there for %s: 401", async (host) => {
		expect(await ask(address(), host)).toMatchObject({
			status: 401,
			text: expect.stringContaining("Router protection does not allow accessing Appwrite over this domain."),
		});
	});

	test.each(["localhost", "LOCALHOST", "127.0.0.1", "app.localhost"])("is there for %s", async (name) => {
		expect((await ask(address(), `${name}:${portOf(address())}`)).status).toBe(200);
	});
});

test("realtime is not there for another host", async () => {
	const address = `${server.endpoint.replace("http", "ws")}/realtime?project=test`;
	const socket = new WebSocket(address, { headers: { host: "evil.example" } });
	await expect(once(socket, "open")).rejects.toThrow();
});

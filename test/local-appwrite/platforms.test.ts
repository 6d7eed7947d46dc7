import { Proxy as Domains, Functions, Project } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { makeFunction } from "../helpers/deploy.ts";
import { startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.end());

async function askFrom(origin: string, more: Record<string, string> = {}, method = "GET") {
	const headers = { origin, "x-appwrite-project": "test", ...more };
	const response = await fetch(`${server.endpoint}/ping`, { headers, method });
	const body = await response.text();
	const type = response.ok ? "" : JSON.parse(body).type;
	return {
		status: response.status,
		type,
		allowed: response.headers.get("access-control-allow-origin"),
		body,
	};
}

const passes = (origin: string) => ({ status: 200, type: "", allowed: origin });
const REFUSED = { status: 403, type: "general_unknown_origin", allowed: null };

describe("a page", () => {
	test("of localhost may call, on whatever port", async () => {
		for (const origin of ["http://localhost:8000", "https://localhost"]) {
			expect(await askFrom(origin)).toMatchObject(passes(origin));
		}
	});

	test.each(["http://127.0.0.1:8000", "https://example.com", "http://[::1]", "http://localhost.example.com"])(
		"of %s may not, and is told what to do",
		async (origin) => {
			const { body, ...answer } = await askFrom(origin);
			const host = new URL(origin).hostname;
			expect(answer).toEqual(REFUSED);
			expect(JSON.parse(body).message).toBe(
				`Invalid Origin. Register your new client (${host}) as a new Web platform on your project console dashboard`,
			);
		},
	);

	test("may ask beforehand, from anywhere", async () => {
		const origin = "https://example.com";
		expect(await askFrom(origin, {}, "OPTIONS")).toMatchObject({ status: 200, allowed: origin });
	});

	test("is none where a key comes with it", async () => {
		const key = { "x-appwrite-key": server.apiKey };
		expect(await askFrom("https://example.com", key)).toMatchObject({ status: 200, allowed: null });
	});

	test("hears nothing by realtime, unless it may call", async () => {
		const address = `${server.endpoint.replace("http", "ws")}/realtime?project=test`;
		const open = (origin: string) =>
			new Promise<boolean>((resolve) => {
				const socket = new WebSocket(address, { origin });
				socket.once("open", () => {
					socket.terminate();
					resolve(true);
				});
				socket.once("error", () => resolve(false));
			});
		expect([await open("http://127.0.0.1:8000"), await open("http://localhost")]).toEqual([false, true]);
	});
});

describe("a web platform", () => {
	const project = () => new Project(server.admin);

	test("lets the pages of its host call, until it is deleted", async () => {
		const hostname = "app.example.com";
		const made = await project().createWebPlatform({ platformId: "app", name: "App", hostname });
		expect(made).toMatchObject({ $id: "app", name: "App", type: "web", hostname });
		const origin = `https://${hostname}`;
		expect(await askFrom(origin)).toMatchObject(passes(origin));
		expect((await project().listPlatforms()).platforms).toMatchObject([{ $id: "app", hostname }]);
		await project().deletePlatform({ platformId: "app" });
		expect(await askFrom(origin)).toMatchObject(REFUSED);
		const again = project().deletePlatform({ platformId: "app" });
		await expect(again).rejects.toMatchObject({ code: 404, type: "platform_not_found" });
	});

	test("may stand for every name below a host's", async () => {
		await project().createWebPlatform({ platformId: "below", name: "Below", hostname: "*.example.org" });
		expect(await askFrom("https://any.example.org")).toMatchObject(passes("https://any.example.org"));
		expect(await askFrom("https://example.org")).toMatchObject(REFUSED);
	});

	test("is refused under an id that is taken, and for what is no host", async () => {
		const given = { platformId: "twice", name: "Twice", hostname: "twice.example.com" };
		await project().createWebPlatform(given);
		const again = project().createWebPlatform(given);
		await expect(again).rejects.toMatchObject({ code: 409, type: "platform_already_exists" });
		const wrong = project().createWebPlatform({ ...given, platformId: "wrong", hostname: "https://a.b" });
		await expect(wrong).rejects.toMatchObject({ code: 400, type: "general_argument_invalid" });
	});
});

test("the pages of a function's domain may call", async () => {
	const functionId = await makeFunction(new Functions(server.admin));
	const domain = "page.functions.localhost";
	expect(await askFrom(`http://${domain}:9500`)).toMatchObject(REFUSED);
	await new Domains(server.admin).createFunctionRule({ domain, functionId });
	expect(await askFrom(`http://${domain}:9500`)).toMatchObject(passes(`http://${domain}:9500`));
});

test("the version is told to whoever asks, of whatever project", async () => {
	const headers = { "x-appwrite-project": "console" };
	const answer = await fetch(`${server.endpoint}/health/version`, { headers });
	expect(await answer.json()).toEqual({ version: "1.9.6" });
});

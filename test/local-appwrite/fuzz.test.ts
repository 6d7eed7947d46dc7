import { type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { Proxy as Domains, Sites } from "node-appwrite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../scripts/local-appwrite/http/route.ts";
import { createRoutes, type Services } from "../../scripts/local-appwrite/routes.ts";
import { pack } from "../helpers/deploy.ts";
import {
	fixtureFunction,
	functionsOf,
	startTestServer,
	type TestServer,
	tablesOf,
} from "../helpers/local-appwrite.ts";
import { nastyQuery, nastyText, nastyValue } from "../helpers/nasty-inputs.ts";
import { deploySite, STATIC } from "../helpers/sites.ts";

let server: TestServer;
let session: string;
let pid: number;
const CALLERS = ["guest", "user", "server"] as const;
const SITE = "site.sites.localhost";
const AT = { databaseId: "d", tableId: "t" };

beforeAll(async () => {
	server = await startTestServer([fixtureFunction("echo", { timeout: 5 })]);
	const { client } = await server.signUp();
	session = String(client.config.session);
	const permissions = ['read("any")', 'update("any")'];
	await tablesOf(server.admin).createRow({ ...AT, rowId: "there", data: { text: "x" }, permissions });
	const sites = new Sites(server.admin);
	await sites.create({ siteId: "site", name: "Site", ...STATIC, fallbackFile: "/../x" });
	await new Domains(server.admin).createSiteRule({ domain: SITE, siteId: "site" });
	await deploySite(sites, { siteId: "site", code: await pack({ "index.html": "<p>Home" }), activate: true });
	pid = await pidOf();
});
afterAll(() => server.end());

async function pidOf(): Promise<number> {
	const asked = { functionId: "echo", xpath: "/place" };
	return JSON.parse((await functionsOf(server.admin).createExecution(asked)).responseBody).pid;
}

type Asked = {
	readonly method: string;
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
	readonly origin?: string;
};
type Answer = { readonly status: number; readonly text: string };

/** Null where Node's client itself refuses to send that. */
function send({
	method,
	path,
	headers = {},
	body = "",
	origin = server.endpoint,
}: Asked): Promise<Answer | null> {
	const { hostname, port } = new URL(origin);
	return new Promise((resolve, reject) => {
		const answered = (response: IncomingMessage) =>
			buffer(response).then(
				(bytes) => resolve({ status: response.statusCode ?? 0, text: bytes.toString() }),
				reject,
			);
		try {
			const outgoing = request(
				{ hostname, port, method, path, headers: { ...headers }, agent: false },
				answered,
			);
			outgoing.once("error", reject).end(body);
		} catch {
			resolve(null);
		}
	});
}

const headersOf = (caller: (typeof CALLERS)[number]): Record<string, string> => ({
	"x-appwrite-project": "test",
	...(caller === "user" ? { "x-appwrite-session": session } : {}),
	...(caller === "server" ? { "x-appwrite-key": server.apiKey } : {}),
});

/** Errors of a server are none of a caller's, and nobody is told of the machine. 501: it is not served here. */
function requireDecent(answer: Answer | null): void {
	if (answer === null) return;
	const { status, text } = answer;
	expect(status < 500 || status === 501, `${status} ${text}`).toBe(true);
	for (const secret of [server.dataDir, process.cwd(), server.apiKey, "node:internal", ".ts:"]) {
		expect(text).not.toContain(secret);
	}
}

/** Half a character, which an address cannot hold, becomes a question mark in a rhombus. */
const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString());

/** The routes alone: none is called here. */
const ROUTES = createRoutes({} as Services);
/** Parameters of the routes, and names that every object has. */
const NAMES = `
	userId email password name teamId roles labels duration databaseId tableId collectionId rowId
	documentId data permissions rows documents queries columns indexes key size required default
	xdefault min max elements array type attributes orders value transactionId operations commit
	rollback ttl rowSecurity enabled bucketId fileSecurity maximumFileSize allowedFileExtensions
	compression encryption functionId runtime execute events scopes schedule timeout entrypoint commands
	variableId secret body async path method headers scheduledAt deploymentId domain platformId hostname
	keyId expire messageId subject content html users topics draft __proto__ constructor
	siteId framework adapter buildRuntime buildCommand installCommand outputDirectory fallbackFile
`
	.trim()
	.split(/\s+/);
const LIKELY: Readonly<Record<string, string>> = {
	databaseId: "d",
	tableId: "t",
	rowId: "there",
	bucketId: "b",
	functionId: "echo",
	siteId: "site",
	column: "count",
	type: "string",
	key: "text",
};

const nastyBody = fc.oneof(
	fc.dictionary(fc.constantFrom(...NAMES), nastyValue, { maxKeys: 8 }).map((body) => JSON.stringify(body)),
	fc.constantFrom(
		"",
		"[]",
		"null",
		"7",
		"{",
		'{"__proto__":{"a":1}}',
		"[".repeat(10_000),
		'{"data":'.repeat(5000),
	),
);
const HEADERS = `
	content-type content-range range cookie x-fallback-cookies x-appwrite-jwt x-appwrite-id x-appwrite-project
	x-appwrite-response-format x-sdk-language origin accept if-none-match
`
	.trim()
	.split(/\s+/);
const nastyHeaders = fc.dictionary(fc.constantFrom(...HEADERS), nastyText, { maxKeys: 2 });

/** What is deleted or changed for all would not be there for the next call. */
const isSparing = ({ method, path }: Route) => method !== "DELETE" && !/rollback|\/deployment$/.test(path);

describe.each(CALLERS)("whatever %s asks", (caller) => {
	test.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
		"%s",
		async (_name, route) => {
			const anyRequest = fc.record({
				ids: fc.array(nastyText, { minLength: 5, maxLength: 5 }),
				isLikely: fc.boolean(),
				queries: fc.array(nastyQuery, { maxLength: 3 }),
				body: nastyBody,
				headers: nastyHeaders,
			});
			const property = fc.asyncProperty(anyRequest, async ({ ids, isLikely, queries, body, headers }) => {
				let index = 0;
				const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => {
					const likely = isLikely && isSparing(route) ? LIKELY[name] : undefined;
					const id = ids[index++] ?? "";
					const isNeeded = !isSparing(route) && Object.values(LIKELY).includes(id);
					return encoded(likely ?? (isNeeded ? `${id}-other` : id));
				});
				const search = queries.map((each, at) => `queries[${at}]=${encoded(each)}`);
				requireDecent(
					await send({
						method: route.method,
						path: `/v1${path}?${search.join("&")}`.slice(0, 8000),
						headers: { ...headersOf(caller), "content-type": "application/json", ...headers },
						body: route.method === "GET" ? "" : body,
					}),
				);
			});
			await fc.assert(property, { numRuns: 8 });
		},
	);
});

test("whatever comes to a function's address", async () => {
	const anyRequest = fc.record({
		method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PROPFIND"),
		path: fc.oneof(nastyText, fc.constantFrom("/request", "/%", "//", "*", "/?%=&=&&?")),
		headers: nastyHeaders,
		body: nastyText,
	});
	const origin = server.domains["echo"] ?? "";
	const property = fc.asyncProperty(anyRequest, async (asked) =>
		requireDecent(await send({ ...asked, origin })),
	);
	await fc.assert(property, { numRuns: 200 });
});

test("whatever comes to a site's address", async () => {
	const anyRequest = fc.record({
		method: fc.constantFrom("GET", "GET", "HEAD", "OPTIONS", "POST", "PROPFIND"),
		path: fc.oneof(
			nastyText.map((text) => `/${text}`),
			nastyText.map((text) => `/${encoded(text)}`),
			fc.constantFrom(
				"/",
				"/%",
				"//",
				"*",
				"/?%=&=&&?",
				"/..",
				"/../../../../etc/passwd",
				"/%00",
				"/index.html/x",
			),
		),
		headers: nastyHeaders,
		body: nastyText,
	});
	const property = fc.asyncProperty(anyRequest, async ({ headers, ...asked }) => {
		const answer = await send({ ...asked, headers: { ...headers, host: SITE } });
		requireDecent(answer);
		expect(answer?.text ?? "").not.toContain("root:");
	});
	await fc.assert(property, { numRuns: 200 });
});

describe("a megabyte", () => {
	const MB = 1024 * 1024;
	const rows = `/v1/tablesdb/d/tables/t/rows`;
	const json = { "content-type": "application/json" };
	const form = { "content-type": "multipart/form-data; boundary=x" };
	const of = (text: string) => text.repeat(Math.ceil(MB / text.length)).slice(0, MB);
	const sendJson = (path: string, body: string) => ({ method: "POST", path, headers: json, body });

	test.each([
		["of open brackets", sendJson(rows, of("["))],
		["of open objects", sendJson(rows, of('{"data":'))],
		["of keys", sendJson(rows, `{"rowId":"x","data":{${of('"a":1,')}"b":1}}`)],
		["of a text", sendJson(rows, JSON.stringify({ rowId: "x", data: { text: of("a") } }))],
		["of quotes", sendJson(rows, of('"'))],
		["of backslashes", sendJson(rows, of("\\"))],
		[
			"of permissions",
			sendJson(rows, JSON.stringify({ rowId: "x", data: { text: "a" }, permissions: of("a,").split(",") })),
		],
		[
			"of an e-mail",
			sendJson("/v1/account", JSON.stringify({ userId: "x", email: of("a@a."), password: "12345678" })),
		],
		[
			"of a password",
			sendJson("/v1/account/sessions/email", JSON.stringify({ email: "a@b.c", password: of("a") })),
		],
		["of operations", sendJson("/v1/tablesdb/transactions/x/operations", `{"operations":[${of("{},")}{}]}`)],
		[
			"of a form without an end",
			{ method: "POST", path: "/v1/storage/buckets/b/files", headers: form, body: of("--x\r\n") },
		],
		[
			"of header lines in a form",
			{
				method: "POST",
				path: "/v1/storage/buckets/b/files",
				headers: form,
				body: `--x\r\n${of("a: b\r\n")}`,
			},
		],
		["of a path to execute", sendJson("/v1/functions/echo/executions", JSON.stringify({ path: of("/a") }))],
	] as const)("%s is answered for less than a CPU second", async (_what, asked) => {
		const cpuMs: number[] = [];
		// Of three, the least: code is compiled, and garbage collected, when it comes to it.
		for (let round = 0; round < 3; round += 1) {
			const before = process.cpuUsage();
			requireDecent(await send({ ...asked, headers: { ...headersOf("user"), ...asked.headers } }));
			const { user, system } = process.cpuUsage(before);
			cpuMs.push((user + system) / 1000);
		}
		expect(Math.min(...cpuMs)).toBeLessThan(1000);
	});
});

test("after all that, the server answers as before, and the function's process is the same", async () => {
	const { rows } = await tablesOf(server.admin).listRows({
		...AT,
		queries: ['{"method":"limit","values":[5000]}'],
	});
	expect(rows.map(({ $id }) => $id)).toContain("there");
	expect(await pidOf()).toBe(pid);
});

import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../helpers/local-appwrite.ts";

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.end());

async function call(method: string, path: string, body: string | null = null) {
	const headers = {
		"x-appwrite-project": "test",
		"x-appwrite-key": server.apiKey,
		"content-type": "application/json",
	};
	const response = await fetch(`${server.endpoint}${path}`, { method, headers, body });
	const answer = JSON.parse(await response.text());
	return { status: response.status, type: answer.type };
}

const INDEXES = "/tablesdb/d/tables/t/indexes";
const ROWS = "/tablesdb/d/tables/t/rows";
const numbers = Array.from({ length: 501 }, (_each, index) => index);

test.each([
	{ method: "equal", attribute: "constructor", values: ["x"] },
	{ method: "constructor", attribute: "text", values: ["x"] },
	{ method: "equal", attribute: "text", values: "x" },
	{ method: "equal", attribute: ["text"], values: ["x"] },
	{ method: ["equal"], attribute: "text", values: ["x"] },
	{ method: "equal", attribute: "text", values: [] },
	{ method: "equal", attribute: "count", values: numbers },
	{ method: "between", attribute: "count", values: [1] },
	{ method: "greaterThan", attribute: "count", values: [] },
	{ method: "contains", attribute: "text", values: [] },
	{ method: "or", values: [] },
	{ method: "or", values: [null, 7] },
	{ method: "select", values: [7] },
	{ method: "limit", values: [-1] },
	{ method: "limit", values: ["x"] },
	{ method: "offset", values: [{}] },
	{ method: "cursorAfter", values: [{}] },
	{ method: "equal", attribute: "$createdAt", values: ["@99999999999999999999"] },
	null,
	7,
])("a query %j is its caller's error: 400", async (query) => {
	const search = `?queries[0]=${encodeURIComponent(JSON.stringify(query))}`;
	expect(await call("GET", `${ROWS}${search}`)).toEqual({ status: 400, type: "general_query_invalid" });
});

test("so are 101 queries, and one of more than 4096 characters", async () => {
	const one = encodeURIComponent('{"method":"isNull","attribute":"text"}');
	const many = Array.from({ length: 101 }, (_each, index) => `queries[${index}]=${one}`).join("&");
	const long = encodeURIComponent(
		JSON.stringify({ method: "equal", attribute: "text", values: ["x".repeat(4096)] }),
	);
	for (const search of [many, `queries[0]=${long}`]) {
		expect(await call("GET", `${ROWS}?${search}`)).toEqual({ status: 400, type: "general_argument_invalid" });
	}
});

const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;

test.each([
	["an index of a column that is null", "POST", INDEXES, '{"key":"x","type":"key","columns":[null]}'],
	["a size that is none", "POST", "/tablesdb/d/tables/t/columns/string", '{"key":"x","size":"x"}'],
	["a name that is nested 20,000 deep", "POST", "/tablesdb", `{"databaseId":"x","name":${deep}}`],
	["rows that are null", "POST", ROWS, '{"rows":[null]}'],
	["data that is a text", "POST", "/tablesdb/transactions/x/operations", '{"operations":["x"]}'],
])("%s is its caller's error", async (_what, method, path, body) => {
	const { status } = await call(method, path, body);
	expect([status < 500 || status === 501, status]).toEqual([true, status]);
	expect(status).not.toBe(201);
});

test.each(["//", "/v1/%", "/v1//", "http://localhost/v1/ping", "/v1/../v1/ping"])(
	"an address %s is answered",
	async (address) => {
		const { hostname, port } = new URL(server.endpoint);
		const socket = connect(Number(port), hostname);
		socket.write(
			`GET ${address} HTTP/1.1\r\nhost: localhost\r\nx-appwrite-project: test\r\nconnection: close\r\n\r\n`,
		);
		expect(await text(socket)).toMatch(/^HTTP\/1\.1 (200|404) /);
	},
);

test("a file's name ends no line of a header", async () => {
	const headers = { "x-appwrite-project": "test", "x-appwrite-key": server.apiKey };
	const form = new FormData();
	form.set("fileId", "f");
	form.set("file", new File(["x"], 'a"\r\nset-cookie: x=y\u0000'));
	await fetch(`${server.endpoint}/storage/buckets/b/files`, { method: "POST", headers, body: form });
	const response = await fetch(`${server.endpoint}/storage/buckets/b/files/f/download`, { headers });
	expect(response.status).toBe(200);
	expect(response.headers.get("set-cookie")).toBeNull();
	expect(response.headers.get("content-disposition")).toBe('attachment; filename="a___set-cookie: x=y_"');
});

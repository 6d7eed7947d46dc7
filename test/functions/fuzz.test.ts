// Whatever is sent to the three functions is answered: never by a 5xx, a stack, a path or a secret, and within a CPU second for a
// megabyte. Through the handlers themselves, in this process: an unhandled rejection would end the test run.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { handle as handleHealth } from "../../functions/health-cron/src/handler.ts";
import handleReport from "../../functions/quota-report/src/main.ts";
import handleRender from "../../functions/render/src/main.ts";
import { createAlertStore } from "../../shared/health/alert-store.ts";
import type { FunctionContext } from "../../shared/platform/http/function-context.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";

const SERVICE_KEY = "a service key of the fuzzer";
const asService = { "x-chatreel-key": SERVICE_KEY };

let server: BundleServer;
beforeAll(async () => {
	server = await startBundleServer();
	vi.stubEnv("APPWRITE_FUNCTION_API_ENDPOINT", server.endpoint);
	vi.stubEnv("APPWRITE_FUNCTION_PROJECT_ID", server.projectId);
	vi.stubEnv("SERVICE_KEY", SERVICE_KEY);
	await ask("render", { path: "/quote", body: '{"messages":[{"sender":"you","text":"Hi"}]}' });
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await server.end();
});

type Asked = {
	readonly method?: string;
	readonly path?: string;
	readonly body?: string;
	readonly query?: Record<string, string>;
	readonly headers?: Record<string, string>;
};
type Answered = { readonly status: number; readonly body: string; readonly cpuMs: number };

async function ask(name: "render" | "quota-report" | "health-cron", asked: Asked): Promise<Answered> {
	const { method = "POST", path = "/", body = "", query = {}, headers = asService } = asked;
	let answer = { status: 0, body: "" };
	const context: FunctionContext = {
		req: {
			...{ method, path, query, bodyText: body, bodyBinary: Buffer.from(body) },
			headers: { "x-appwrite-key": server.apiKey, ...headers },
		},
		res: {
			text: (text, status = 200) => {
				answer = { status, body: text };
				return null;
			},
		},
		...{ log: () => {}, error: () => {} },
	};
	const before = process.cpuUsage();
	if (name === "render") await handleRender(context);
	else if (name === "quota-report") await handleReport(context);
	else await handleHealth(context, createAlertStore());
	const { user, system } = process.cpuUsage(before);
	return { ...answer, cpuMs: (user + system) / 1000 };
}

/** Of this repository, its packages and the system; of node's stacks; of keys. */
const LEAKS = [
	/\n\s+at /,
	/node_modules|\.ts:\d|\/(?:work|home|tmp|usr|root)\//,
	/RangeError|SyntaxError|TypeError/,
];

function expectAnswer({ status, body }: Answered, what: string): void {
	expect(status, `${what}: ${body.slice(0, 500)}`).toBeGreaterThanOrEqual(200);
	expect(status, `${what}: ${body.slice(0, 500)}`).toBeLessThan(500);
	for (const leak of LEAKS) expect(leak.exec(body)?.[0], what).toBeUndefined();
	for (const secret of [SERVICE_KEY, server.apiKey]) expect(body.includes(secret), what).toBe(false);
}

const MEGABYTE = 1_000_000;
const filled = (unit: string, before = "", after = "") =>
	before + unit.repeat(Math.ceil(MEGABYTE / unit.length)) + after;
const deep = (open: string, close: string, depth = 100_000) => open.repeat(depth) + close.repeat(depth);
const said = (text: string) => JSON.stringify({ messages: [{ sender: "you", text }] });

const NASTY: Readonly<Record<string, string>> = {
	nothing: "",
	spaces: filled(" "),
	"half an object": "{",
	"deep lists": deep("[", "]"),
	"deep lists of some thousand": deep("[", "]", 5000),
	"deep objects": deep('{"a":', "}").replace(/^(.*:)}/, "$1 1}"),
	"deep in a message": `{"messages":[{"sender":"you","text":${deep("[", "]", 20_000)}}]}`,
	"deep in a batch": `{"conversations":[${deep("[", "]", 20_000)}]}`,
	"deep in a record": `{"jobId":${deep("[", "]", 20_000)},"minutes":1}`,
	"many zeros": filled("0,", '{"messages":[', "0]}"),
	"many empty messages": filled("{},", '{"messages":[', "{}]}"),
	"many strangers": `{${Array.from({ length: 60_000 }, (_, index) => `"field${index}":1`).join()}}`,
	"many conversations": `{"conversations":[${Array.from({ length: 500 }, () => `{"messages":[${Array.from({ length: 150 }, () => '{"sender":1}').join()}]}`).join()}]}`,
	"more conversations than there may be": filled("{},", '{"conversations":[', "{}]}"),
	"one long name": filled("a", '{"', '":1}'),
	"one long text": said("a".repeat(400_000)),
	"one text of marks": said(`a${"\u0301".repeat(200_000)}`),
	"one text of joiners": said("\u200d".repeat(150_000)),
	"one text of flags": said("\u{1f1e9}".repeat(100_000)),
	"half characters": '{"messages":[{"sender":"you","text":"\\ud83d"}]}',
	controls: '{"messages":[{"sender":"you","text":"\\u0000\\u001b[31m"}]}',
	prototypes: '{"__proto__":{"messages":1},"constructor":{"prototype":{}},"messages":[{"__proto__":1}]}',
	"numbers without end":
		'{"messages":[{"sender":"you","text":"Hi","timestamp":1e999}],"video":{"width":-1e308,"fps":1e-400}}',
	"what is no object": "[1,2,3]",
	null: "null",
	"a text": '"messages"',
	"a byte order mark alone": "\ufeff",
	"an id of another shape":
		'{"conversation":{"messages":[]},"jobId":{"$ne":1},"webhook":["x"],"wait":"yes","maxCpuSeconds":"1e9"}',
	"a webhook to the inside": '{"conversation":{"messages":[]},"webhook":"http://169.254.169.254/latest"}',
	form: filled("a=b&"),
	"a script of short messages": filled("me: a\n").slice(0, 490_000),
	"a script of no lines that there are": filled("a\n").slice(0, 490_000),
	"a script of many people": `people: ${filled("a, ").slice(0, 490_000)}\nme: a`,
	"a script of more than a script may have": filled("me: a\n"),
};

/** The routes that take plain text, too. */
const TEXT_PATHS = ["/", "/quote"];
const asText = { ...asService, "content-type": "text/plain;charset=UTF-8" };

const BODY_ROUTES = [
	["render", "/"],
	["render", "/quote"],
	["render", "/batch"],
	["quota-report", "/record"],
] as const;

describe.each(Object.entries(NASTY))("%s", (_, body) => {
	test("is answered on every route that takes a body", async () => {
		const asked = [
			...BODY_ROUTES.map(([name, path]) => ({ name, path, headers: asService })),
			...TEXT_PATHS.map((path) => ({ name: "render", path, headers: asText }) as const),
		];
		for (const { name, path, headers } of asked) {
			const answer = await ask(name, { path, body, headers });
			expectAnswer(answer, `${name} ${path}`);
			// A second for a megabyte, and half as much again: the same work takes a third longer on some machines.
			const limitMs = 1500 * Math.max(1, body.length / MEGABYTE);
			// The local Appwrite works in this process too: what seems too much is looked at once more.
			const again = answer.cpuMs < limitMs ? answer : await ask(name, { path, body, headers });
			expect(again.cpuMs, `CPU ms of ${name} ${path}`).toBeLessThan(limitMs);
		}
		const event = await ask("render", { body, headers: { "x-appwrite-trigger": "event" } });
		expectAnswer(event, "an event");
	});
});

const ODD_IDS = [
	...["..", "../renders", "%00", "'; drop table", "a b", "a".repeat(33), "a".repeat(37), "a".repeat(5000)],
	...["ü", "\u{1f600}", "-first", "$id", "{}", "null", ".p", "x.1"],
];

test.each(ODD_IDS)("the id %j is nobody's", async (id) => {
	for (const method of ["GET", "DELETE"]) {
		for (const path of [`/jobs/${id}`, `/batches/${id}`]) {
			const answer = await ask("render", { method, path });
			expectAnswer(answer, `${method} ${path.slice(0, 60)}`);
			expect(answer.status).toBe(404);
		}
	}
	expectAnswer(await ask("render", { path: `/jobs/${id}/run` }), "run");
	expectAnswer(await ask("quota-report", { method: "GET", path: `/months/${id}` }), "month");
	for (const query of [{ link: id }, { minutes: id }])
		expectAnswer(await ask("quota-report", { method: "GET", path: "/can-render", query }), "can-render");
	for (const path of [`/${id}`, `//${id}//`]) {
		for (const name of ["render", "quota-report", "health-cron"] as const)
			expectAnswer(await ask(name, { method: "GET", path }), `${name} ${path}`);
	}
});

const GOOD = { messages: [{ sender: "you", text: "Hi" }] };
const HEADERS: Readonly<Record<string, Record<string, string>>> = {
	"a key before the server's": { ...asService, "x-appwrite-key": "standard_stolen, KEY" },
	"an execution's id of 200 characters": { ...asService, "x-appwrite-execution-id": "e".repeat(200) },
	"two ids of an execution": { ...asService, "x-appwrite-execution-id": "mine, theirs" },
	"another trigger beside the server's": { ...asService, "x-appwrite-trigger": "event, http" },
	"a user of their own": { "x-appwrite-user-id": "maya" },
	"a JWT that is none": { "x-chatreel-jwt": "none" },
	"a JWT of two lines": { "x-chatreel-jwt": "a.b.c\nx: y" },
	"a JWT without end": { "x-chatreel-jwt": `${"a".repeat(20_000)}.b.c` },
	"an empty service key": { "x-chatreel-key": " " },
};

test.each(Object.entries(HEADERS))("with %s a request is answered, or nobody's", async (_, headers) => {
	const own = Object.entries(headers).map(([name, value]) => [name, value.replace("KEY", server.apiKey)]);
	const asked = { headers: Object.fromEntries(own), body: JSON.stringify(GOOD) };
	for (const path of ["/quote", "/batch"]) expectAnswer(await ask("render", { path, ...asked }), path);
	expectAnswer(await ask("quota-report", { method: "GET", ...asked }), "report");
});

test("no more than the first faults are told of a batch of very many, and how many there are", async () => {
	const bad = `{"messages":[${Array.from({ length: 400 }, () => '{"sender":1,"text":2}').join()}]}`;
	const body = `{"conversations":[${Array.from({ length: 500 }, () => bad).join()}]}`;
	const { status, body: text, cpuMs } = await ask("render", { path: "/batch", body });
	const { details, refused } = JSON.parse(text);
	expect([status, refused]).toEqual([200, 500]);
	expect(text.length).toBeLessThan(2_000_000);
	expect(details[0].error.message).toContain("faults");
	// 200,000 messages were looked at for 16 s; of each conversation only so many are that one may have.
	expect(cpuMs).toBeLessThan(3000);
});

test("random requests are answered on every route", async () => {
	const routes = fc.constantFrom(...BODY_ROUTES);
	const text = fc.oneof(
		fc.string({ unit: "grapheme" }),
		fc.string({ unit: "binary" }),
		fc.constantFrom("you", "them", "imessage"),
	);
	const message = fc.oneof(
		fc.record({ sender: text, text, timestamp: fc.oneof(fc.double(), fc.integer()) }, { requiredKeys: [] }),
		fc.json().map((json) => JSON.parse(json)),
	);
	const conversation = fc.record(
		{
			messages: fc.array(message),
			contact: fc.object(),
			video: fc.object(),
			theme: fc.object(),
			sound: fc.anything(),
		},
		{ requiredKeys: [] },
	);
	const request = fc.oneof(
		conversation,
		fc.record(
			{ conversation, jobId: text, webhook: text, maxCpuSeconds: fc.double(), wait: fc.anything() },
			{ requiredKeys: [] },
		),
		fc.record(
			{ conversations: fc.array(conversation, { maxLength: 4 }), batchId: text, options: fc.object() },
			{ requiredKeys: [] },
		),
		fc.record({ jobId: text, minutes: fc.oneof(fc.double(), text) }, { requiredKeys: [] }),
	);
	const lines = fc.array(
		fc.oneof(
			text,
			text.map((each) => `me: ${each}`),
			text.map((each) => `[${each}]`),
			fc.constantFrom(
				"theme: imessage",
				"them: hi",
				"[pause 1]",
				"[read]",
				"===",
				"--- Today",
				'{"pause": 1}',
			),
		),
		{ maxLength: 12 },
	);
	const body = fc.oneof(
		{
			weight: 4,
			arbitrary: request.map(
				(value) => JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each)) ?? "",
			),
		},
		{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
		{ weight: 1, arbitrary: lines.map((all) => all.join("\n")) },
	);
	const headers = fc.constantFrom<Record<string, string>>(asService, asText);
	await fc.assert(
		fc.asyncProperty(routes, body, headers, async ([name, path], sent, withHeaders) => {
			expectAnswer(await ask(name, { path, body: sent, headers: withHeaders }), `${name} ${path} ${sent}`);
		}),
		{ numRuns: 100 },
	);
});

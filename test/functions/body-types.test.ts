import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, guestOf, SHORT } from "../helpers/client-calls.ts";
import { asService, type RenderServer, startRenderServer } from "../helpers/render-server.ts";

/** What a real server's executor adds where the caller of createExecution names no type. */
const FORM = { "content-type": "application/x-www-form-urlencoded" };

let server: RenderServer;
beforeAll(async () => {
	server = await startRenderServer();
});
afterAll(() => server.end());

const post = (functionId: string, path: string, body: unknown, headers: Record<string, string> = FORM) =>
	ask(guestOf(server), { functionId, path, body, headers: { ...asService, ...headers } });

/** Each route that takes a body, with a good one. */
const ROUTES: readonly (readonly [string, string, object, number])[] = [
	["render", "/", { conversation: SHORT }, 200],
	["render", "/quote", SHORT, 200],
	["render", "/batch", { conversations: [SHORT] }, 202],
	["quota-report", "/record", { jobId: "farm", minutes: 1 }, 200],
];

describe("JSON that comes as a form", () => {
	test.each(ROUTES)("is taken by %s at POST %s", async (functionId, path, body, expected) => {
		const { status, body: answer } = await post(functionId, path, body);
		expect([status, answer.error]).toEqual([expected, undefined]);
	});

	test("is a quote like any other", async () => {
		expect((await post("render", "/quote", SHORT)).body).toMatchObject({ valid: true, frames: 45 });
	});

	test("with a byte order mark is taken too", async () => {
		const body = `\ufeff${JSON.stringify({ conversation: SHORT, wait: true })}`;
		for (const headers of [FORM, { "content-type": "application/json" }]) {
			expect((await post("render", "/quote", body, headers)).body).toMatchObject({ valid: true });
		}
	});

	test("is taken on the function's own domain", async () => {
		const headers = { ...FORM, ...asService };
		const body = JSON.stringify(SHORT);
		const answer = await fetch(`${server.domains["render"]}/quote`, { method: "POST", headers, body });
		expect([answer.status, await answer.json()]).toMatchObject([200, { valid: true }]);
	});
});

describe("what is no JSON", () => {
	const BROKEN = '{"messages": [\n}';
	test.each([
		["render", "/"],
		["render", "/batch"],
		["quota-report", "/record"],
	])(
		"is refused by %s at POST %s with the place, and with 415 where its type is another",
		async (...route) => {
			for (const headers of [FORM, { "content-type": "application/json; charset=utf-8" }]) {
				const { status, body } = await post(...route, BROKEN, headers);
				expect([status, body.code]).toEqual([400, "ERR_001"]);
				expect(JSON.stringify(body)).toContain("line 2, column 1");
			}
			const picture = await post(...route, BROKEN, { "content-type": "image/png" });
			expect([picture.status, picture.body.code]).toEqual([415, "ERR_001"]);
		},
	);
});

describe("a script as text/plain", () => {
	const SCRIPT = "contact: Maya\nsize: 240x426\nduration: 1.5\n\n[at 0.5]\nme: Hi\n";
	const TEXT = { "content-type": "text/plain; charset=utf-8" };

	test("is the request that its JSON is, at POST / and /quote", async () => {
		const answer = await post("render", "/", SCRIPT, TEXT);
		expect([answer.status, answer.body]).toMatchObject([200, { success: true, durationSeconds: 1.5 }]);
		expect((await post("render", "/quote", SCRIPT, TEXT)).body).toMatchObject({
			...{ valid: true, frames: 45 },
			conversation: { contact: { name: "Maya" }, messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }] },
		});
	});

	test("is refused with the line and column of each fault", async () => {
		const bad = "contact: Maya\nme: Hi\n[reacts]\nBen: Hi\nZoe: Hi\n";
		const places = [
			{ line: 3, column: 1 },
			{ line: 4, column: 1 },
			{ line: 5, column: 1 },
		];
		const { status, body } = await post("render", "/", bad, TEXT);
		expect([status, body.code, body.details.faults]).toMatchObject([400, "ERR_001", places]);
		const quote = await post("render", "/quote", bad, TEXT);
		expect([quote.status, quote.body]).toMatchObject([200, { valid: false, errors: places }]);
	});

	test("is no body of another type, and JSON as text/plain, as fetch sends it, is JSON", async () => {
		const asJson = await post("render", "/quote", SCRIPT, { "content-type": "application/json" });
		expect(asJson.body.errors[0].message).toContain("line 1, column 1: expected");
		expect((await post("render", "/", SCRIPT, { "content-type": "text/html" })).status).toBe(415);
		expect((await post("render", "/quote", SHORT, TEXT)).body).toMatchObject({ valid: true, frames: 45 });
	});
});

test("a body in Latin-1 makes no video with boxes in it: it is refused, with the place of the byte", async () => {
	const body = Buffer.from(JSON.stringify({ ...SHORT, contact: { name: "Zoé" } }), "latin1");
	const headers = { "content-type": "application/json", ...asService };
	for (const path of ["/", "/quote"]) {
		const answer = await fetch(`${server.domains["render"]}${path}`, { method: "POST", headers, body });
		const { code, message } = (await answer.json()) as { code: string; message: string };
		expect([answer.status, code, message]).toEqual([400, "ERR_001", expect.stringContaining("0xE9")]);
	}
});

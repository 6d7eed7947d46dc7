import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RuntimeRequest } from "../../scripts/local-appwrite/runtime/ask-host.ts";
import { FunctionRuntime } from "../../scripts/local-appwrite/runtime/function-runtime.ts";

let cwd: string;
const runtimes: FunctionRuntime[] = [];

beforeAll(async () => {
	cwd = await mkdtemp(join(tmpdir(), "runtime-"));
});
afterEach(async () => {
	await Promise.all(runtimes.splice(0).map((runtime) => runtime.kill()));
});
afterAll(() => rm(cwd, { recursive: true }));

function start(name = "echo.mjs"): FunctionRuntime {
	const entrypoint = join(import.meta.dirname, "../fixtures/functions", name);
	const runtime = new FunctionRuntime({ entrypoint, cwd, env: () => ({ GREETING: "hello" }) });
	runtimes.push(runtime);
	return runtime;
}

let executions = 0;
function asking(path: string, more: Partial<RuntimeRequest> = {}): RuntimeRequest {
	const executionId = `e${++executions}`;
	return {
		executionId,
		method: "POST",
		path,
		headers: {},
		body: Buffer.alloc(0),
		timeoutSeconds: 15,
		...more,
	};
}

async function json(runtime: FunctionRuntime, path: string, more: Partial<RuntimeRequest> = {}) {
	const { body } = await runtime.execute(asking(path, more));
	return JSON.parse(body.toString());
}

describe("a request", () => {
	test("arrives with its method, path, query as written and parsed JSON", async () => {
		const request = await json(start(), "/request?a=1&a=b%20c&d", {
			method: "PATCH",
			headers: { "content-type": "application/json", "x-mine": "yes" },
			body: Buffer.from('{"n":1}'),
		});
		expect(request).toMatchObject({
			method: "PATCH",
			path: "/request",
			query: { a: "b%20c", d: "" },
			body: { n: 1 },
		});
		expect(request.headers["x-mine"]).toBe("yes");
	});

	test("never shows the function the runtime's own headers", async () => {
		const { headers } = await json(start(), "/request");
		expect(Object.keys(headers).filter((name) => name.startsWith("x-open-runtimes"))).toEqual([]);
	});

	test("with an empty JSON body is an empty object, and any other body is text", async () => {
		const runtime = start();
		const headers = { "content-type": "application/json" };
		expect((await json(runtime, "/request", { headers })).body).toEqual({});
		expect((await json(runtime, "/request", { body: Buffer.from("plain") })).body).toBe("plain");
	});
});

describe("a response", () => {
	test("keeps its status and headers, without those of the runtime, and says its text is UTF-8", async () => {
		const { statusCode, headers, body } = await start().execute(asking("/headers"));
		expect(statusCode).toBe(201);
		expect(headers).toMatchObject({ "x-mine": "kept", "content-type": "text/plain; charset=utf-8" });
		expect(headers).not.toHaveProperty("x-open-runtimes-secret");
		expect(body.toString()).toBe("ok");
	});

	test("keeps its bytes", async () => {
		const { body } = await start().execute(asking("/binary"));
		expect([...body]).toEqual([0, 255, 1]);
	});

	test("may lead elsewhere", async () => {
		const { statusCode, headers } = await start().execute(asking("/redirect"));
		expect([statusCode, headers["location"]]).toEqual([301, "https://example.com/"]);
	});

	test("that is missing is a 500 with an empty body and the reason in the log", async () => {
		const { statusCode, body, errors } = await start().execute(asking("/nothing"));
		expect([statusCode, body.length]).toEqual([500, 0]);
		expect(errors).toContain("Return statement missing");
	});

	test("of a function that throws is a 500 with the stack in the log alone", async () => {
		const { statusCode, body, errors } = await start().execute(asking("/throw"));
		expect([statusCode, body.length]).toEqual([500, 0]);
		expect(errors).toContain("thrown on purpose");
	});
});

describe("the log", () => {
	test("holds what was logged, cut at 8000 characters, errors apart, and the console with a warning", async () => {
		const { logs, errors } = await start().execute(asking("/logs"));
		const [first, second, third, fourth] = logs.split("\n");
		expect(first).toBe('one {"two":2}');
		expect(second).toBe(`${"x".repeat(8000)}... Log truncated due to size limit (8000 characters)`);
		expect(third).toContain("Native logs detected");
		expect(fourth).toBe("by the console");
		expect(errors).toContain("Error: told as an error");
	});
});

describe("the process", () => {
	test("is one for all executions, with an environment of its own and not the bundle's directory", async () => {
		const runtime = start();
		expect(runtime.pid()).toBeNull();
		const [first, second] = await Promise.all([json(runtime, "/place"), json(runtime, "/place")]);
		expect(first.pid).toBe(second.pid);
		expect(first.pid).not.toBe(process.pid);
		expect(new Set([first.executionCount, second.executionCount])).toEqual(new Set([1, 2]));
		expect(first.cwd).toBe(cwd);
		expect(first.env).toContain("GREETING");
		expect(first.env).not.toContain("HOME");
	});

	test("works on after a timeout, which is answered with 500", async () => {
		const runtime = start();
		const late = await runtime.execute(asking("/wait?ms=5000", { timeoutSeconds: 0.05 }));
		expect([late.statusCode, late.errors]).toEqual([500, "Execution timed out."]);
		const pid = runtime.pid();
		expect((await json(runtime, "/place")).pid).toBe(pid);
	});

	test.each(["/reject", "/exit"])(
		"ends with %s, all its executions fail, and the next one starts another",
		async (path) => {
			const runtime = start();
			const { pid } = await json(runtime, "/place");
			const bystander = runtime.execute(asking("/wait?ms=60000"));
			const cause = runtime.execute(asking(path));
			expect((await bystander).statusCode).toBe(500);
			expect((await cause).statusCode).toBe(500);
			expect((await json(runtime, "/place")).pid).not.toBe(pid);
		},
	);

	test("ends when it is killed, and what ran there is answered with 500", async () => {
		const runtime = start();
		await json(runtime, "/place");
		const running = runtime.execute(asking("/wait?ms=60000"));
		await runtime.kill();
		expect((await running).statusCode).toBe(500);
		expect(runtime.pid()).toBeNull();
	});

	test("gives nothing more to a process that is being killed", async () => {
		const runtime = start();
		const { pid } = await json(runtime, "/place");
		const killed = runtime.kill();
		const next = await json(runtime, "/place");
		expect(next.pid).not.toBe(pid);
		await killed;
		expect(runtime.pid()).toBe(next.pid);
	});

	test("has the clock it is given, before and after its start", async () => {
		const runtime = start();
		const day = 86_400_000;
		runtime.shiftClock(day);
		const later = await json(runtime, "/clock");
		expect(later.now).toBeGreaterThan(Date.now() + day / 2);
		expect(later.made).toBeGreaterThan(Date.now() + day / 2);
		expect(later.fixed).toBe(5);
		runtime.shiftClock(-day);
		expect((await json(runtime, "/clock")).now).toBeLessThan(Date.now() - day / 2);
	});
});

describe("an entry", () => {
	test("may be CommonJS", async () => {
		const { body } = await start("commonjs.cjs").execute(asking("/"));
		expect(body.toString()).toBe("from CommonJS");
	});

	test.each([
		["top-level-await.mjs", "Failed to load module"],
		["no-default.mjs", "Function signature invalid"],
		["not-there.mjs", "does not exist"],
	])("%s does not load: 503 and the reason in the log", async (name, words) => {
		const { statusCode, errors } = await start(name).execute(asking("/"));
		expect(statusCode).toBe(503);
		expect(errors).toContain(words);
	});
});

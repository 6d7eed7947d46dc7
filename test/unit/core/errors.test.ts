import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { ChatreelError, ERROR_KINDS, toChatreelError } from "../../../shared/core/errors.ts";

const withCode = (code: string, cause?: unknown) => Object.assign(new Error("text", { cause }), { code });

function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
	return promise.then(
		() => "no rejection",
		(reason: unknown) => reason,
	);
}

describe("the table of kinds", () => {
	test("is the contract", () => {
		const table = Object.entries(ERROR_KINDS).map(([kind, { code, status }]) => `${code} ${kind} ${status}`);
		expect(table).toEqual([
			"ERR_001 INVALID_INPUT 400",
			"ERR_002 RENDER_FAILED 500",
			"ERR_003 UPLOAD_FAILED 502",
			"ERR_004 QUOTA_EXCEEDED 429",
			"ERR_004 RESOURCE_EXHAUSTED 507",
			"ERR_005 TIMEOUT 504",
			"ERR_006 DEPENDENCY_ERROR 503",
			"ERR_007 UNAUTHENTICATED 401",
			"ERR_008 FORBIDDEN 403",
			"ERR_009 NOT_FOUND 404",
			"ERR_010 CONFLICT 409",
			"ERR_011 CANCELLED 409",
			"ERR_999 UNKNOWN 500",
		]);
	});
});

describe("an error", () => {
	test("has its kind's code and status and is not retryable unless that is said", () => {
		expect(new ChatreelError("NOT_FOUND", "No such job.")).toMatchObject({
			name: "ChatreelError",
			kind: "NOT_FOUND",
			code: "ERR_009",
			status: 404,
			retryable: false,
			details: {},
		});
	});

	test("takes what it is given", () => {
		const cause = new Error("beneath");
		const options = { cause, status: 507, retryable: true, details: { freeBytes: 12 } };
		expect(new ChatreelError("RESOURCE_EXHAUSTED", "Full.", options)).toMatchObject({
			...options,
			code: "ERR_004",
		});
	});
});

describe("whatever was thrown becomes one of ours", () => {
	test("one of ours stays the same", () => {
		const error = new ChatreelError("CONFLICT", "Taken.");
		expect(toChatreelError(error)).toBe(error);
	});

	test("an abort whose reason is one of ours is that reason", async () => {
		const reason = new ChatreelError("TIMEOUT", "Late.");
		const rejection = await rejectionOf(wait(1000, null, { signal: AbortSignal.abort(reason) }));
		expect(rejection).not.toBe(reason);
		expect(toChatreelError(rejection)).toBe(reason);
	});

	test.each([
		["an abort without a reason", AbortSignal.abort().reason, "CANCELLED", 409],
		["a signal's own timeout", new DOMException("x", "TimeoutError"), "TIMEOUT", 504],
		["memory the system has not", withCode("ENOMEM"), "RESOURCE_EXHAUSTED", 507],
		["a thread without heap", withCode("ERR_WORKER_OUT_OF_MEMORY"), "RESOURCE_EXHAUSTED", 507],
		["an allocation that failed", withCode("ERR_MEMORY_ALLOCATION_FAILED"), "RESOURCE_EXHAUSTED", 507],
		[
			"a full disk, two causes deep",
			new Error("a", { cause: withCode("X", withCode("ENOSPC")) }),
			"RESOURCE_EXHAUSTED",
			507,
		],
		["an error with other words", new Error("ENOMEM fetch failed"), "UNKNOWN", 500],
		["a bare TypeError", new TypeError("fetch failed"), "UNKNOWN", 500],
		[
			"another type with a connection's code",
			new Error("x", { cause: withCode("ECONNRESET") }),
			"UNKNOWN",
			500,
		],
		["a string", "fetch failed", "UNKNOWN", 500],
		["nothing", undefined, "UNKNOWN", 500],
	])("%s", (_, thrown, kind, status) => {
		expect(toChatreelError(thrown)).toMatchObject({ kind, status, retryable: false, cause: thrown });
	});

	test.each(["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"])(
		"a fetch that failed with %s may be tried again",
		(code) => {
			const thrown = new TypeError("other words", { cause: withCode(code) });
			expect(toChatreelError(thrown)).toMatchObject({
				kind: "DEPENDENCY_ERROR",
				status: 503,
				retryable: true,
			});
		},
	);

	test("a real fetch to a port where nobody listens may be tried again", async () => {
		const server = createServer().listen(0, "127.0.0.1");
		await once(server, "listening");
		const address = server.address();
		const port = typeof address === "object" ? address?.port : null;
		server.close();
		await once(server, "close");
		const refused = await rejectionOf(fetch(`http://127.0.0.1:${port}`));
		expect(toChatreelError(refused)).toMatchObject({ kind: "DEPENDENCY_ERROR", retryable: true });
	});

	test("words of an unknown error are not in the message", () => {
		expect(toChatreelError(new Error("key standard_abc at /srv/app.ts")).message).toBe(
			"An unexpected error occurred.",
		);
	});

	test("an error that is its own cause comes to an end", () => {
		const error: Error & { cause?: unknown } = new Error("loop");
		error.cause = error;
		expect(toChatreelError(error).kind).toBe("UNKNOWN");
	});
});

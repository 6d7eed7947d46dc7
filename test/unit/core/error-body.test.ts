import { expect, test } from "vitest";
import { toErrorBody } from "../../../shared/core/error-body.ts";
import { ChatreelError, ERROR_KINDS, type ErrorKind, toChatreelError } from "../../../shared/core/errors.ts";

const options = { instance: "urn:uuid:7", now: () => Date.UTC(2030, 0, 2, 3, 4, 5) };

test("the body has the contract's members and those of RFC 9457, and nothing else", () => {
	const error = new ChatreelError("RESOURCE_EXHAUSTED", "No memory.", {
		details: { freeBytes: 1 },
	});
	expect(toErrorBody(error, options)).toEqual({
		error: true,
		code: "ERR_004",
		message: "No memory.",
		details: { freeBytes: 1 },
		timestamp: "2030-01-02T03:04:05.000Z",
		type: "urn:chatreel:error:ERR_004",
		title: "Insufficient Storage",
		status: 507,
		detail: "No memory.",
		instance: "urn:uuid:7",
	});
});

test("the title is the name that HTTP has for the status, whatever the kind", () => {
	const titleOf = (kind: ErrorKind, status?: number) =>
		toErrorBody(new ChatreelError(kind, "text", status === undefined ? {} : { status }), options).title;
	const titles = Object.fromEntries(
		(Object.keys(ERROR_KINDS) as ErrorKind[]).map((kind) => [kind, titleOf(kind)]),
	);
	expect(titles).toEqual({
		INVALID_INPUT: "Bad Request",
		RENDER_FAILED: "Internal Server Error",
		UPLOAD_FAILED: "Bad Gateway",
		QUOTA_EXCEEDED: "Too Many Requests",
		RESOURCE_EXHAUSTED: "Insufficient Storage",
		TIMEOUT: "Gateway Timeout",
		DEPENDENCY_ERROR: "Service Unavailable",
		UNAUTHENTICATED: "Unauthorized",
		FORBIDDEN: "Forbidden",
		NOT_FOUND: "Not Found",
		CONFLICT: "Conflict",
		CANCELLED: "Conflict",
		UNKNOWN: "Internal Server Error",
	});
	expect([405, 413, 415].map((status) => titleOf("INVALID_INPUT", status))).toEqual([
		"Method Not Allowed",
		"Content Too Large",
		"Unsupported Media Type",
	]);
	expect(titleOf("RESOURCE_EXHAUSTED", 429)).toBe("Too Many Requests");
});

test("nothing of the cause or the stack is in it", () => {
	const cause = new Error("secret-key at /srv/secret/app.ts");
	const body = JSON.stringify(
		toErrorBody(new ChatreelError("RENDER_FAILED", "It failed.", { cause }), options),
	);
	expect(body).not.toMatch(/secret|stack|cause|\.ts/);
});

test("of an unknown error neither the message nor the details are told, only where the log has more", () => {
	const known = new ChatreelError("UNKNOWN", "secret words", { details: { file: "secret" } });
	for (const error of [known, toChatreelError(new Error("secret words")), toChatreelError("secret words")]) {
		const body = toErrorBody(error, options);
		expect(JSON.stringify(body)).not.toContain("secret");
		expect(body).toMatchObject({ code: "ERR_999", status: 500, details: {} });
		expect(body.message).toContain("urn:uuid:7");
	}
});

test("without a clock the time is now", () => {
	const before = Date.now();
	const at = Date.parse(toErrorBody(new ChatreelError("TIMEOUT", "Late."), { instance: "x" }).timestamp);
	expect(at).toBeGreaterThanOrEqual(before);
	expect(at).toBeLessThanOrEqual(Date.now());
});

import { describe, expect, test } from "vitest";
import type { FunctionContext } from "../../../../shared/platform/http/function-context.ts";
import { jsonBody } from "../../../../shared/platform/http/json-body.ts";

const NOT_JSON = "messages=Hi";

function bodyOf(body: string | Buffer, contentType?: string): string {
	const headers = contentType === undefined ? {} : { "content-type": contentType };
	const bodyBinary = Buffer.from(body as string);
	const req = { method: "POST", path: "/", bodyText: bodyBinary.toString(), bodyBinary, query: {}, headers };
	return jsonBody({
		req,
		res: { text: () => null },
		log: () => {},
		error: () => {},
	} satisfies FunctionContext);
}

describe("a body that is JSON", () => {
	test.each([
		undefined,
		"",
		"application/x-www-form-urlencoded",
		"application/x-www-form-urlencoded; charset=utf-8",
		"text/plain;charset=UTF-8",
		"application/octet-stream",
		"multipart/form-data; boundary=x",
		"image/png",
		"application/json",
		"Application/JSON ;charset=utf-8",
		'application/json; charset="UTF8"',
		"application/problem+json",
		"nonsense",
	])("is taken as %s", (contentType) => {
		expect(bodyOf('{"a": 1}', contentType)).toBe('{"a": 1}');
	});

	test("is taken without its byte order mark, of whatever type", () => {
		for (const contentType of ["application/json", "image/png", undefined]) {
			expect(bodyOf("\ufeff[1]", contentType)).toBe("[1]");
		}
	});

	test("is taken in UTF-16 with its byte order mark", () => {
		expect(bodyOf(Buffer.from('\ufeff{"a": "é"}', "utf16le"))).toBe('{"a": "é"}');
	});
});

test("a body in Latin-1 is refused with the place of its first letter that is no UTF-8", () => {
	const body = Buffer.from('{"a": "é"}', "latin1");
	expect(() => bodyOf(body, "application/json")).toThrow(/The body is no text: .*0xE9/);
});

describe("a body that is no JSON", () => {
	test.each([
		undefined,
		"application/json",
		"application/json; charset=utf-8",
		"application/vnd.api+json",
		"application/x-www-form-urlencoded",
		"text/plain",
	])("is left to its parser as %s, which tells the place of the fault", (contentType) => {
		expect(bodyOf(NOT_JSON, contentType)).toBe(NOT_JSON);
	});

	test.each(["application/octet-stream", "image/png", "application/jsonp", "text/html", "json"])(
		"is refused as %s, with the type that came",
		(contentType) => {
			const message = `The body is no JSON: expected a body of application/json, received one of "${contentType}".`;
			const refusal = expect.objectContaining({ kind: "INVALID_INPUT", status: 415, message });
			expect(() => bodyOf(NOT_JSON, contentType)).toThrow(refusal);
			expect(() => bodyOf("", contentType)).toThrow(refusal);
		},
	);
});

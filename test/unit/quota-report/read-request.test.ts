import { expect, test } from "vitest";
import { readMinutesParameter, readRecord } from "../../../functions/quota-report/src/read-request.ts";
import { ChatreelError } from "../../../shared/core/errors.ts";

test("a record is a job and the minutes that it used", () => {
	const record = { jobId: "farm-1", minutes: 2_856_960 };
	expect(readRecord(JSON.stringify(record))).toEqual(record);
});

test.each([
	['{"minutes": 1}', "/jobId"],
	['{"jobId": "a b", "minutes": 1}', "/jobId"],
	['{"jobId": "a", "minutes": 0}', "/minutes"],
	['{"jobId": "a", "minutes": "1"}', "/minutes"],
	['{"jobId": "a", "minutes": 2856961}', "/minutes"],
	['{"jobId": "a", "minutes": 1e300}', "/minutes"],
	['{"jobId": "a"}', "/minutes"],
	['{"jobId": "a", "minutes": 1, "hours": 2}', "/hours"],
	["[]", ""],
	["", ""],
])("%s is no record, and the fault has a pointer", (body, pointer) => {
	const details = expect.objectContaining({ kind: "INVALID_INPUT", details: { pointer } });
	expect(() => readRecord(body)).toThrow(ChatreelError);
	expect(() => readRecord(body)).toThrow(details);
});

test("the error of wrong minutes names the allowed ones", () => {
	const words = "Minutes are not valid: expected a number above 0, up to 2856960, received 3000000.";
	expect(() => readRecord('{"jobId": "a", "minutes": 3000000}')).toThrow(words);
});

test.each(["0", "-1", "two", "1e9", "Infinity", "2856961"])("%s in a query are no minutes", (text) => {
	const details = { kind: "INVALID_INPUT", details: { pointer: "/minutes" } };
	expect(() => readMinutesParameter(text)).toThrow(expect.objectContaining(details));
});

test("minutes are 2 by default", () => {
	expect([readMinutesParameter(undefined), readMinutesParameter(""), readMinutesParameter("0.5")]).toEqual([
		2, 2, 0.5,
	]);
});

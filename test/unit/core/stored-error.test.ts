import { expect, test } from "vitest";
import { restoreError, toStoredError } from "../../../shared/core/error-body.ts";
import { ChatreelError, ERROR_KINDS, type ErrorKind } from "../../../shared/core/errors.ts";

test.each(Object.keys(ERROR_KINDS).filter((kind) => kind !== "UNKNOWN") as ErrorKind[])(
	"an error that was stored as %s is restored with the same kind, code and status",
	(kind) => {
		const error = new ChatreelError(kind, "So it ended.", { details: { scope: "month" } });
		const { message, code, status, details } = error;
		expect(restoreError(toStoredError(error))).toMatchObject({ kind, code, status, message, details });
	},
);

test("a status of its own comes back too", () => {
	const error = new ChatreelError("INVALID_INPUT", "Too large.", { status: 413 });
	expect(restoreError(toStoredError(error))).toMatchObject({ kind: "INVALID_INPUT", status: 413 });
});

test("the quota and a full disk share ERR_004 in rows, as they always did: only the disk's has a status", () => {
	const stored = (kind: ErrorKind) => toStoredError(new ChatreelError(kind, "No more."));
	expect(stored("QUOTA_EXCEEDED")).toEqual({ code: "ERR_004", message: "No more.", details: {} });
	expect(stored("RESOURCE_EXHAUSTED")).toEqual({
		code: "ERR_004",
		status: 507,
		message: "No more.",
		details: {},
	});
});

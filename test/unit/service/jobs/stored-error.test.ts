import { expect, test } from "vitest";
import { ChatreelError, ERROR_KINDS, type ErrorKind } from "../../../../shared/core/errors.ts";
import { errorOf } from "../../../../shared/service/jobs/answers.ts";
import { columnsOfError } from "../../../../shared/service/jobs/error-column.ts";
import { jobOf } from "../../../../shared/service/jobs/job.ts";

const readBack = (error: unknown) => errorOf(jobOf({ $id: "job", status: "failed", error }));

test.each(Object.keys(ERROR_KINDS).filter((kind) => kind !== "UNKNOWN") as ErrorKind[])(
	"a job that ended with %s is answered with the same kind, code and status each time",
	(kind) => {
		const error = new ChatreelError(kind, "So it ended.", { details: { scope: "month" } });
		const { message, code, status } = error;
		const details = { scope: "month", jobId: "job" };
		expect(readBack(columnsOfError(error)["error"])).toMatchObject({ kind, code, status, message, details });
	},
);

test("a status of its own comes back too", () => {
	const error = new ChatreelError("INVALID_INPUT", "Too large.", { status: 413 });
	expect(readBack(columnsOfError(error)["error"])).toMatchObject({ kind: "INVALID_INPUT", status: 413 });
});

test("the quota and a full disk share ERR_004 in rows, as they always did: only the disk's row has a status", () => {
	const columnOf = (kind: ErrorKind) => columnsOfError(new ChatreelError(kind, "No more."))["error"];
	expect(columnOf("QUOTA_EXCEEDED")).toBe('{"code":"ERR_004","message":"No more.","details":{}}');
	expect(columnOf("RESOURCE_EXHAUSTED")).toBe(
		'{"code":"ERR_004","status":507,"message":"No more.","details":{}}',
	);
});

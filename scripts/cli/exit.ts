import { type ChatreelError, toChatreelError } from "../../shared/core/errors.ts";
import { permanentReason } from "../../shared/core/system-reason.ts";
import { explainFailure } from "./explain-failure.ts";
import { surviveClosedOutput } from "./output.ts";

/** What every command of this project ends with. */
export const EXIT = { ok: 0, failed: 1, badInput: 2, quotaUsedUp: 3 } as const;

/** A command line that cannot be carried out; the message names the flag, and the usage follows. Ends with exit code 2. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}

/** A file or folder that was named and cannot be used; the message says all. Ends with exit code 2. */
export class InputError extends Error {
	override readonly name = "InputError";
}

/**
 * Runs a command's main function and turns whatever it throws into words on stderr and an exit code: `failureExit`, where a command's
 * codes mean something else, by default one that is told by the kind of failure.
 */
export async function runCommand(
	usage: string,
	main: () => Promise<number>,
	failureExit?: number,
): Promise<void> {
	surviveClosedOutput();
	try {
		process.exitCode = await main();
	} catch (error) {
		process.exitCode = showError(error, usage, failureExit);
	}
}

function showError(error: unknown, usage: string, failureExit: number | undefined): number {
	if (error instanceof InputError) {
		process.stderr.write(`${error.message}\n`);
		return EXIT.badInput;
	}
	if (error instanceof UsageError || isArgumentError(error)) {
		// The first line alone: all of it would push the error out of sight.
		const [firstLine] = usage.split("\n");
		process.stderr.write(`${error.message}\n\n${firstLine}\n--help says more.\n`);
		return EXIT.badInput;
	}
	const failure = toChatreelError(error);
	const reason = failure.kind === "UNKNOWN" ? permanentReason(error) : null;
	if (reason !== null) {
		process.stderr.write(`\n${findPath(error) ?? "This machine"}: ${reason}.\n`);
		return failureExit ?? EXIT.failed;
	}
	process.stderr.write(`\n${explainFailure(failure).join("\n")}\n`);
	// Here the caller is the person at the machine: an unknown failure is shown with its cause.
	if (failure.kind === "UNKNOWN" && error instanceof Error)
		process.stderr.write(`${error.stack ?? error.message}\n`);
	return failureExit ?? chooseExitCode(failure);
}

function chooseExitCode({ kind }: ChatreelError): number {
	if (kind === "INVALID_INPUT") return EXIT.badInput;
	return kind === "QUOTA_EXCEEDED" ? EXIT.quotaUsedUp : EXIT.failed;
}

/** `parseArgs` of node:util throws TypeErrors whose codes begin alike. */
function isArgumentError(error: unknown): error is Error {
	return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}

/** The file or folder that a failure of the system was about. */
function findPath(error: unknown): string | null {
	if (!(error instanceof Error)) return null;
	const name = "dest" in error ? error.dest : "path" in error ? error.path : undefined;
	return typeof name === "string" ? name : findPath(error.cause);
}

import { type ChatreelError, describePermanentError, toChatreelError } from "../../shared/core/errors.ts";
import { explainFailure } from "./explain-failure.ts";

export const EXIT = { ok: 0, failed: 1, badInput: 2, quotaUsedUp: 3 } as const;

/** A wrong command line. The message names the flag; the usage follows. Exit code 2. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}

/** A file or folder of the command line that cannot be used. Exit code 2. */
export class InputError extends Error {
	override readonly name = "InputError";
}

/** Runs a command. Prints what it throws on stderr, and exits with `failureExit`, by default with the code of the error's kind. */
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

/** The answer of a command to --help. */
export function printUsage(usage: string): number {
	process.stdout.write(`${usage}\n`);
	return EXIT.ok;
}

function showError(error: unknown, usage: string, failureExit: number | undefined): number {
	if (error instanceof InputError) {
		process.stderr.write(`${error.message}\n`);
		return EXIT.badInput;
	}
	if (error instanceof UsageError || isArgumentError(error)) {
		// The whole usage would push the error out of sight.
		const [firstLine] = usage.split("\n");
		process.stderr.write(`${error.message}\n\n${firstLine}\n--help lists the options.\n`);
		return EXIT.badInput;
	}
	const failure = toChatreelError(error);
	const reason = failure.kind === "UNKNOWN" ? describePermanentError(error) : null;
	if (reason !== null) {
		process.stderr.write(`\n${findPath(error) ?? "This machine"}: ${reason}.\n`);
		return failureExit ?? EXIT.failed;
	}
	process.stderr.write(`\n${explainFailure(failure).join("\n")}\n`);
	// The caller sits at this machine and may see the cause.
	if (failure.kind === "UNKNOWN" && error instanceof Error)
		process.stderr.write(`${error.stack ?? error.message}\n`);
	return failureExit ?? chooseExitCode(failure);
}

function chooseExitCode({ kind }: ChatreelError): number {
	if (kind === "INVALID_INPUT") return EXIT.badInput;
	return kind === "QUOTA_EXCEEDED" ? EXIT.quotaUsedUp : EXIT.failed;
}

function isArgumentError(error: unknown): error is Error {
	return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}

/** The file or folder of a system error. */
function findPath(error: unknown): string | null {
	if (!(error instanceof Error)) return null;
	const name = "dest" in error ? error.dest : "path" in error ? error.path : undefined;
	return typeof name === "string" ? name : findPath(error.cause);
}

/** The reader is gone (EPIPE), the terminal is (EIO), or the stream is closed. */
const CLOSED = ["EPIPE", "EIO", "ERR_STREAM_DESTROYED", "ECONNRESET"];

/**
 * Lets a command continue when nobody reads its output any more, as in `npm run batch -- … | head -1` or after the terminal was
 * closed: without a listener Node would end the process in the middle of its work. When the output cannot be written for another
 * reason, as on a full disk, the command says so and fails, because its result is lost.
 */
function surviveClosedOutput(): void {
	for (const stream of [process.stdout, process.stderr]) {
		let isReported = false;
		stream.on("error", (error: NodeJS.ErrnoException) => {
			if (CLOSED.includes(error.code ?? "") || isReported) return;
			isReported = true;
			process.once("exit", (code) => {
				process.exitCode = code === 0 ? 1 : code;
			});
			if (stream === process.stdout)
				process.stderr.write(`The output could not be written (${error.code ?? error.message}).\n`);
		});
	}
}

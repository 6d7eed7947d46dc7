import { type ChatreelError, toChatreelError } from "../../shared/core/errors.ts";
import { faultsOf } from "./faults.ts";

/** What every command of this project ends with. */
export const EXIT = { ok: 0, failed: 1, badInput: 2, quotaUsedUp: 3 } as const;

/** A command line that cannot be carried out; the message names the flag. Ends with exit code 2. */
export class UsageError extends Error {
	override readonly name = "UsageError";
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
	try {
		process.exitCode = await main();
	} catch (error) {
		if (error instanceof UsageError || isArgumentError(error)) {
			process.stderr.write(`${error.message}\n\n${usage}\n`);
			process.exitCode = EXIT.badInput;
			return;
		}
		const failure = toChatreelError(error);
		process.stderr.write(`\n${failure.kind}: ${failure.message}\n`);
		for (const fault of faultsOf(failure)) process.stderr.write(`  ${fault}\n`);
		// Here the caller is the person at the machine: an unknown failure is shown with its cause.
		if (failure.kind === "UNKNOWN" && error instanceof Error)
			process.stderr.write(`${error.stack ?? error.message}\n`);
		process.exitCode = failureExit ?? exitCodeOf(failure);
	}
}

function exitCodeOf({ kind, status }: ChatreelError): number {
	if (kind === "INVALID_INPUT") return EXIT.badInput;
	// Memory and disk have another status.
	return kind === "RESOURCE_EXHAUSTED" && status === 429 ? EXIT.quotaUsedUp : EXIT.failed;
}

/** `parseArgs` of node:util throws TypeErrors whose codes begin alike. */
function isArgumentError(error: unknown): error is Error {
	return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}

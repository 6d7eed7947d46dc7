import { tmpdir } from "node:os";
import { type ChatreelError, describePermanentError } from "../../shared/core/errors.ts";
import { inspectEnv } from "../../shared/platform/node/env.ts";

type Listed = { readonly pointer?: string; readonly message?: string; readonly line?: number };

/** A file of another program has hundreds. */
const FAULTS_SHOWN = 10;

/** The error as lines: its message, then the faults of a conversation or the last lines of ffmpeg. */
export function explainFailure(error: ChatreelError): readonly string[] {
	const { kind, message, details } = error;
	const { faults, faultCount, ffmpeg } = details;
	if (Array.isArray(faults)) {
		const listed = faults as readonly Listed[];
		// The message of a single fault repeats it: show it once, below, with its place.
		const [first] = listed;
		const heading = listed.length === 1 ? message.replace(first?.message ?? "", "").trim() : message;
		return [`${kind}: ${heading}`, ...faultLines(listed, Number(faultCount ?? listed.length))];
	}
	if (Array.isArray(ffmpeg)) return [`${kind}: ${message}`, ...ffmpeg.map((line) => `  ${line}`)];
	return [`${kind}: ${message}`, ...reasonLines(error)];
}

export function faultLines(faults: readonly Listed[], count: number = faults.length): readonly string[] {
	const lines = faults.slice(0, FAULTS_SHOWN).map(({ pointer, message, line }) => {
		// The message of a script's fault begins with its line.
		return line === undefined ? `  ${pointer || "/"}  ${message}` : `  ${message}`;
	});
	return count > lines.length ? [...lines, `  … and ${count - lines.length} more.`] : lines;
}

/** The cause, when the person at this machine can act on it: the message of a server or a connection. */
function reasonLines({ kind, message, cause }: ChatreelError): readonly string[] {
	const reason = describePermanentError(cause);
	// Only temporary files are written without their path in the message.
	if (kind === "RESOURCE_EXHAUSTED" && reason !== null) return [`  ${tmpdir()}: ${reason}`];
	if (kind !== "DEPENDENCY_ERROR" && kind !== "UPLOAD_FAILED") return [];
	if (reason !== null) return [];
	const chain: Error[] = [];
	for (let error = cause; error instanceof Error; error = error.cause) chain.push(error);
	const deepest = chain.at(-1);
	const reasonText =
		deepest?.message === "" && "code" in deepest ? String(deepest.code) : (deepest?.message ?? "");
	const [line = ""] = reasonText.split("\n");
	if (line === "" || message.includes(line)) return [];
	// A failed fetch, or an error answer.
	const isOfServer = chain.some(({ name }) => name === "TypeError" || name === "AppwriteException");
	const endpoint = inspectEnv().env.APPWRITE_ENDPOINT ?? "the local Appwrite";
	return [`  ${isOfServer ? `${endpoint}: ` : ""}${line}`];
}

/** Prints why a check could not run: the person at this machine may see the cause, which a check hides from callers. */
export function logCause(check: string, thrown: unknown): void {
	const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
	// An SDK error of an empty answer has no message.
	const [firstLine] = String((cause instanceof Error ? cause.message : cause) ?? "no message").split("\n");
	process.stderr.write(`${check}: ${firstLine}\n`);
}

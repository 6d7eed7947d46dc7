import { inspect } from "node:util";
import type { ToParent } from "./messages.ts";

/** Longer entries are cut (open-runtimes: logger.js). */
const MAX_ENTRY_CHARACTERS = 8000;
const CUT = `... Log truncated due to size limit (${MAX_ENTRY_CHARACTERS} characters)`;
const NATIVE = "Native logs detected. Use context.log() or context.error() for better experience.";

export type ExecutionLog = {
	readonly log: (...messages: readonly unknown[]) => void;
	readonly error: (...messages: readonly unknown[]) => void;
	/**
	 * Makes `console.*` write to this execution's log until the returned function is called. The console is the whole
	 * process's: of two executions at once, the later one gets the lines of both, as in the real runtime.
	 */
	readonly takeConsole: () => () => void;
};

export function createExecutionLog(executionId: string, tell: (message: ToParent) => void): ExecutionLog {
	let hasNative = false;
	const write = (stream: "logs" | "errors", messages: readonly unknown[]) => {
		const text = messages.map(formatMessage).join(" ");
		const isLong = text.length > MAX_ENTRY_CHARACTERS;
		tell({
			kind: "log",
			executionId,
			stream,
			text: isLong ? text.slice(0, MAX_ENTRY_CHARACTERS) + CUT : text,
		});
	};
	const writeNative = (...messages: readonly unknown[]) => {
		if (!hasNative) write("logs", [NATIVE]);
		hasNative = true;
		write("logs", messages);
	};
	return {
		log: (...messages) => write("logs", messages),
		error: (...messages) => write("errors", messages),
		takeConsole: () => {
			const { log, info, debug, warn, error } = console;
			const native = { log, info, debug, warn, error };
			for (const name of Object.keys(native)) Object.assign(console, { [name]: writeNative });
			return () => Object.assign(console, native);
		},
	};
}

function formatMessage(message: unknown): string {
	if (message instanceof Error) return message.stack ?? String(message);
	if (typeof message === "string") return message;
	try {
		return JSON.stringify(message) ?? String(message);
	} catch {
		return inspect(message);
	}
}

import { ChatreelError } from "../../shared/core/errors.ts";

/** Aborts with CANCELLED and these words when the command is told to stop. A second signal of the same name ends it at once. */
export function interruptSignal(words: string): AbortSignal {
	const interrupt = new AbortController();
	for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.once(name, () => interrupt.abort(new ChatreelError("CANCELLED", words)));
	}
	return interrupt.signal;
}

import { ChatreelError } from "../../shared/core/errors.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** An orderly end settles the job and removes its files within a second or two, unless the Appwrite does not answer. */
const PATIENCE_MS = 10_000;

export type Interrupt = {
	/** Aborts with CANCELLED and the words given when the command is told to stop. */
	readonly signal: AbortSignal;
	/** Ends the listening. In `finally`. */
	readonly clear: () => void;
};

/**
 * The first of Ctrl+C, `kill` and a closed terminal stops the command in order. Those that follow change nothing, because one
 * Ctrl+C comes twice under npm (the terminal tells both, and npm passes it on): an order that has been given is not to end
 * as a mess. By the time it takes too long, files and ffmpeg are gone, and only an Appwrite is waited for.
 */
export function interruptSignal(words: string): Interrupt {
	const interrupt = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const stop = () => {
		if (interrupt.signal.aborted) return;
		interrupt.abort(new ChatreelError("CANCELLED", words));
		timer = setTimeout(() => {
			process.stderr.write(`\n${words} It took too long to end in order: the sweep ends its jobs.\n`);
			process.exit(1);
		}, PATIENCE_MS);
		timer.unref();
	};
	for (const name of SIGNALS) process.on(name, stop);
	return {
		signal: interrupt.signal,
		clear: () => {
			clearTimeout(timer);
			for (const name of SIGNALS) process.off(name, stop);
		},
	};
}

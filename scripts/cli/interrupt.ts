import { ChatreelError } from "../../shared/core/errors.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** An orderly end settles the job and removes its files within seconds, unless Appwrite does not answer. */
const PATIENCE_MS = 10_000;

export type Interrupt = {
	/** Aborts with CANCELLED. */
	readonly signal: AbortSignal;
	/** Stops listening. Call it in `finally`. */
	readonly clear: () => void;
};

/**
 * The first of Ctrl+C, `kill` and a closed terminal stops the command in order. Later ones change nothing, because npm passes one
 * Ctrl+C on a second time. Exits after `PATIENCE_MS`: by then files and ffmpeg are gone and only Appwrite is missing.
 */
export function interruptSignal(message: string): Interrupt {
	const interrupt = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const stop = () => {
		if (interrupt.signal.aborted) return;
		interrupt.abort(new ChatreelError("CANCELLED", message));
		timer = setTimeout(() => {
			process.stderr.write(`\n${message} It took too long to end in order: the sweep ends its jobs.\n`);
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

import type { Writable } from "node:stream";

/**
 * Writes the parts in one go, without joining them, and waits until the pipe has taken the last byte. Resolves with false if
 * there is no reader any more: the reason is for its process to report.
 */
export function write(pipe: Writable, parts: readonly Uint8Array[]): Promise<boolean> {
	return new Promise((resolve) => {
		const last = parts.length - 1;
		pipe.cork();
		for (const part of parts.slice(0, last)) pipe.write(part);
		pipe.write(parts[last], (error) => resolve(!error));
		pipe.uncork();
	});
}

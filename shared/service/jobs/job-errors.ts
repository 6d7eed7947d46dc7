import { ChatreelError } from "../../core/errors.ts";
import { MAX_ATTEMPTS } from "./lease.ts";

export function jobCancelled(): ChatreelError {
	return new ChatreelError("CANCELLED", "The job was cancelled.");
}

export function attemptsExhausted(): ChatreelError {
	const message = `All ${MAX_ATTEMPTS} attempts to render the video were lost.`;
	return new ChatreelError("RENDER_FAILED", message, { details: { attempts: MAX_ATTEMPTS } });
}

/** For the job of a command: no other worker can write to the disk of its user. */
export function commandStopped(): ChatreelError {
	return new ChatreelError("RENDER_FAILED", "The command that rendered it was stopped before its end.");
}

import { ChatreelError } from "../../core/errors.ts";
import { MAX_ATTEMPTS } from "./lease.ts";

/** Why a job that was cancelled has no video. */
export function cancelled(): ChatreelError {
	return new ChatreelError("CANCELLED", "The job was cancelled.");
}

/** Why a job ends whose every attempt was lost. */
export function wornOut(): ChatreelError {
	const message = `The render was begun ${MAX_ATTEMPTS} times and lost each time.`;
	return new ChatreelError("RENDER_FAILED", message, { details: { attempts: MAX_ATTEMPTS } });
}

/** Why a command's job ends when the command does not: nobody else can write to its user's disk. */
export function abandoned(): ChatreelError {
	return new ChatreelError("RENDER_FAILED", "The command that rendered it was stopped before its end.");
}

import type { ChatreelError } from "../../shared/core/errors.ts";

/** The lines that explain a failure: every fault of a conversation with its place, or the last words of ffmpeg. */
export function faultsOf(error: ChatreelError): readonly string[] {
	const details: unknown = error.details;
	if (typeof details !== "object" || details === null) return [];
	if ("faults" in details && Array.isArray(details.faults)) {
		return details.faults.map(
			(fault: { pointer?: string; message?: string }) => `${fault.pointer || "/"}  ${fault.message}`,
		);
	}
	if ("ffmpeg" in details && Array.isArray(details.ffmpeg)) return details.ffmpeg.map(String);
	return [];
}

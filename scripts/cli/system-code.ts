/** The system's code of a failure, as ENOENT, for a message to the person at the machine. */
export function systemCodeOf(thrown: unknown): string {
	return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown error";
}

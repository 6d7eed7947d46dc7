/** A stream that is none of what this folder knows; the message says what was met. The caller encodes plainly instead. */
export class UnsupportedStreamError extends Error {
	override readonly name = "UnsupportedStreamError";
}

export function refuse(what: string): never {
	throw new UnsupportedStreamError(what);
}

/** Refuses when `isMet`, saying `what`. */
export function refuseIf(isMet: boolean, what: string): void {
	if (isMet) refuse(what);
}

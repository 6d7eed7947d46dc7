/** A stream that this folder does not know; the message says what was found. The caller then uses the plain engine. */
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

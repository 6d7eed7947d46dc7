// A browser may keep the cookies of another site back. Appwrite then sends them as a header too, and the page sends that again.

/** The web SDK's own: a session that another page of this host has begun with it is found. */
const KEY = "cookieFallback";

/** The header to send. Null: there is none. */
export function readCookies(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

/** Keeps the header of an answer, where it has one. */
export function storeCookies(header: string | null): void {
	if (header === null) return;
	try {
		localStorage.setItem(KEY, header);
	} catch {
		// Without storage the session ends with the page, where the browser keeps its cookie back.
	}
}

export function forgetCookies(): void {
	try {
		localStorage.removeItem(KEY);
	} catch {
		// There was none.
	}
}

/** The secret of the project's session among them; null when there is none. */
export function findSession(projectId: string): string | null {
	try {
		const secret: unknown = JSON.parse(readCookies() ?? "{}")[`a_session_${projectId}`];
		return typeof secret === "string" ? secret : null;
	} catch {
		return null;
	}
}

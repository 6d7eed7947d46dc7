import type { Caller } from "../identity/caller.ts";
import type { Session } from "../identity/users.ts";

/** What a route is given. */
export type Call = {
	readonly params: Readonly<Record<string, string>>;
	readonly search: URLSearchParams;
	/** The JSON body; {} where there is none. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, string>>;
	readonly bytes: Buffer;
	readonly caller: Caller;
	/** The session by which a user called, or from which their JWT was made. */
	readonly session: Session | null;
};

export type Reply = {
	readonly status: number;
	/** JSON, unless it is bytes. Undefined: no body. */
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
};

export type Route = {
	readonly method: string;
	/** With `:name` for a part that becomes a parameter. */
	readonly path: string;
	/** What an API key must have been given; null: nothing. */
	readonly scope: string | null;
	/** Whether it is answered whatever project the request names. */
	readonly isForAnyProject?: boolean;
	/** "dropped": the connection breaks without an answer. */
	readonly handle: (call: Call) => Reply | "dropped" | Promise<Reply | "dropped">;
};

export type Found = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/** The first route of the list that fits. */
export function findRoute(routes: readonly Route[], method: string, path: string): Found | null {
	const parts = path.split("/");
	for (const route of routes) {
		const params = route.method === method ? paramsOf(route.path.split("/"), parts) : null;
		if (params !== null) return { route, params };
	}
	return null;
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
	if (pattern.length !== parts.length) return null;
	const params: Record<string, string> = {};
	for (const [index, wanted] of pattern.entries()) {
		const part = parts[index] ?? "";
		if (wanted.startsWith(":")) params[wanted.slice(1)] = decoded(part);
		else if (wanted !== part) return null;
	}
	return params;
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

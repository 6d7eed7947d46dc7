import type { Caller, Session } from "../auth/caller.ts";

/** A request to a route. */
export type Call<Params = Readonly<Record<string, string>>> = {
	readonly params: Params;
	readonly search: URLSearchParams;
	/** The JSON body; {} without one. */
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

/** "dropped": the connection breaks without an answer. */
type Handled = Reply | "dropped";

export type Route = {
	readonly method: string;
	/** With `:name` for a part that becomes a parameter. */
	readonly path: string;
	/** The scope that an API key needs; null: none. `PUBLIC`: the route does not even look at the project. */
	readonly scope: string | null;
	readonly handle: (call: Call) => Handled | Promise<Handled>;
};

export const PUBLIC = "public";

/** `{userId: string}` of "/users/:userId". */
type PathParams<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
	? Readonly<Record<Name, string>> & PathParams<Rest>
	: Path extends `${string}:${infer Name}`
		? Readonly<Record<Name, string>>
		: unknown;

/** A route whose handler knows the parameters that its path has. */
export function route<const Path extends string>(
	method: string,
	path: Path,
	scope: string | null,
	handle: (call: Call<PathParams<Path>>) => Handled | Promise<Handled>,
): Route {
	return { method, path, scope, handle: handle as Route["handle"] };
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const accepted = (body: unknown): Reply => ({ status: 202, body });
export const NO_CONTENT: Reply = { status: 204 };

/** The first route of the list that matches, and the parameters in the path. */
export function findRoute(
	routes: readonly Route[],
	method: string,
	path: string,
): { readonly found: Route; readonly params: Readonly<Record<string, string>> } | null {
	const parts = path.split("/");
	for (const found of routes) {
		const params = found.method === method ? matchPath(found.path.split("/"), parts) : null;
		if (params !== null) return { found, params };
	}
	return null;
}

function matchPath(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
	if (pattern.length !== parts.length) return null;
	const params: Record<string, string> = {};
	for (const [index, expected] of pattern.entries()) {
		const part = parts[index] ?? "";
		if (expected.startsWith(":")) params[expected.slice(1)] = decode(part);
		else if (expected !== part) return null;
	}
	return params;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

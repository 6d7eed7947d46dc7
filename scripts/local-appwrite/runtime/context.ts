import type { IncomingMessage } from "node:http";
import type { ExecutionLog } from "./execution-log.ts";
import { type Output, textOutput } from "./output.ts";

/** The argument of a function's entry: its request, the makers of a response, and its log. */
export function createContext(request: IncomingMessage, bodyBinary: Buffer, { log, error }: ExecutionLog) {
	return { req: createRequest(request, bodyBinary), res: responses, log, error };
}

function createRequest(request: IncomingMessage, bodyBinary: Buffer) {
	const contentType = (request.headers["content-type"] ?? "text/plain").toLowerCase();
	const [path = "/", ...rest] = (request.url ?? "/").split("?");
	// The real runtime keeps what is between the first and a second question mark.
	const queryString = rest[0] ?? "";
	const scheme = String(request.headers["x-forwarded-proto"] ?? "http");
	const defaultPort = scheme === "https" ? 443 : 80;
	const [host = "", givenPort] = (request.headers.host ?? "").split(":");
	const port = givenPort === undefined ? defaultPort : Number(givenPort);
	return {
		get body(): unknown {
			if (!contentType.startsWith("application/json")) return this.bodyText;
			return bodyBinary.length > 0 ? this.bodyJson : {};
		},
		get bodyRaw() {
			return this.bodyText;
		},
		get bodyText() {
			return bodyBinary.toString();
		},
		get bodyJson(): unknown {
			return JSON.parse(this.bodyText);
		},
		bodyBinary,
		headers: Object.fromEntries(
			Object.entries(request.headers).filter(([name]) => !name.startsWith("x-open-runtimes-")),
		),
		method: request.method,
		host,
		scheme,
		port,
		path,
		queryString,
		query: parseQuery(queryString),
		url: `${scheme}://${host}${port === defaultPort ? "" : `:${port}`}${path}${queryString === "" ? "" : `?${queryString}`}`,
	};
}

/** Not URL-decoded; the last of a name wins: so it is in the real runtime. */
function parseQuery(queryString: string): Record<string, string> {
	const pairs = queryString.split("&").map((pair) => {
		const [name = "", ...value] = pair.split("=");
		return [name, value.join("=")] as const;
	});
	return Object.fromEntries(pairs.filter(([name]) => name !== ""));
}

type Headers = Record<string, string>;

const responses = {
	text: (body: string, statusCode = 200, headers: Headers = {}): Output =>
		textOutput(body, statusCode, headers),
	send: (body: string, statusCode = 200, headers: Headers = {}): Output => ({ body, statusCode, headers }),
	binary: (body: Uint8Array, statusCode = 200, headers: Headers = {}): Output => ({
		body,
		statusCode,
		headers,
	}),
	json: (value: unknown, statusCode = 200, headers: Headers = {}): Output =>
		textOutput(JSON.stringify(value), statusCode, { ...headers, "content-type": "application/json" }),
	empty: (): Output => textOutput("", 204),
	redirect: (url: string, statusCode = 301, headers: Headers = {}): Output =>
		textOutput("", statusCode, { ...headers, location: url }),
};

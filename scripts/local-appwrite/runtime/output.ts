import type { ServerResponse } from "node:http";

/** What a function returns. Fields that are left out have defaults. */
export type Output = {
	readonly body?: string | Uint8Array | undefined;
	readonly statusCode?: number | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
};

export const NO_RESPONSE = "Return statement missing. return context.res.empty() if no response is expected.";

export function textOutput(
	body: string,
	statusCode: number,
	headers: Readonly<Record<string, string>> = {},
): Output {
	return { body: Buffer.from(body), statusCode, headers };
}

/** Header names become lower case, the runtime's own are dropped, and text says that it is UTF-8. */
export function sendOutput(
	response: ServerResponse,
	executionId: string,
	{ body, statusCode = 200, headers = {} }: Output,
): void {
	const kept = Object.entries(headers)
		.map(([name, value]) => [name.toLowerCase(), value] as const)
		.filter(([name]) => !name.startsWith("x-open-runtimes-"));
	for (const [name, value] of kept) response.setHeader(name, value);
	const contentType = String(response.getHeader("content-type") ?? "text/plain").toLowerCase();
	if (!contentType.startsWith("multipart/") && !contentType.includes("charset=")) {
		response.setHeader("content-type", `${contentType}; charset=utf-8`);
	}
	// By it the server knows that the host, and not Node's own parser, has answered.
	response.setHeader("x-open-runtimes-log-id", executionId);
	response.statusCode = statusCode;
	const content = body ?? "";
	response.end(isSendable(content) ? content : JSON.stringify(content));
}

const isSendable = (body: unknown) => typeof body === "string" || body instanceof Uint8Array;

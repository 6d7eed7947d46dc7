import { ChatreelError, toChatreelError } from "../core/errors.ts";

/** How long a receiver is waited for. */
const LIMIT_MS = 10_000;

/** Posts JSON. Rejects where it was not taken: `retryable` where it may be a little later. Redirects are not followed. */
export async function postJson(
	address: string,
	body: string,
	headers: Readonly<Record<string, string>>,
): Promise<void> {
	const response = await fetch(address, {
		method: "POST",
		body,
		headers: { "content-type": "application/json", ...headers },
		redirect: "manual",
		signal: AbortSignal.timeout(LIMIT_MS),
	}).catch((cause: unknown) => {
		const { kind } = toChatreelError(cause);
		const message =
			kind === "TIMEOUT" ? `It did not answer within ${LIMIT_MS / 1000} s.` : "It cannot be reached.";
		throw new ChatreelError("DEPENDENCY_ERROR", message, { cause, retryable: true });
	});
	await response.body?.cancel();
	if (response.ok) return;
	const { status } = response;
	const retryAfterMs = Number(response.headers.get("retry-after") ?? "") * 1000;
	throw new ChatreelError("DEPENDENCY_ERROR", `It answered ${status}.`, {
		retryable: status === 408 || status === 429 || status >= 500,
		...(retryAfterMs > 0 ? { retryAfterMs } : {}),
	});
}

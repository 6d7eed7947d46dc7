import { ChatreelError } from "../../shared/core/errors.ts";
import type { Env } from "../../shared/platform/node/env.ts";
import { LINK_MS, signLink, type Viewer } from "../../shared/service/quota/signed-links.ts";
import { UsageError } from "../cli/exit.ts";
import { findServiceKey } from "../cli/find-service-key.ts";

type Place = {
	readonly env: Env;
	readonly data: string;
	readonly domains: Readonly<Record<string, string>> | null;
};

/** A link to the report. Throws where there is no address at which it would be answered. */
export async function createLink(
	url: string | null,
	viewer: Viewer,
	{ env, data, domains }: Place,
): Promise<{ readonly url: string; readonly expiresAt: string }> {
	const address = url ?? domains?.["quota-report"];
	if (address === undefined) {
		if (env.APPWRITE_ENDPOINT !== undefined)
			throw new UsageError("--url: is missing; name the address (domain) of the function quota-report.");
		const message =
			"Nobody would answer the link. Start a local Appwrite with npm run dev, and leave it running.";
		throw new ChatreelError("DEPENDENCY_ERROR", message);
	}
	const key = findServiceKey(env, data);
	if (key === undefined) {
		throw new ChatreelError("DEPENDENCY_ERROR", "Set SERVICE_KEY to the key that the functions have.");
	}
	const nowMs = Date.now();
	const token = await signLink(key, viewer, nowMs);
	return { url: `${address}/?link=${token}`, expiresAt: new Date(nowMs + LINK_MS).toISOString() };
}

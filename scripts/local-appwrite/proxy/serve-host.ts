import type { IncomingMessage, ServerResponse } from "node:http";
import { errorPage, serveDomain } from "../functions/domain.ts";
import { hostOf, isOwnHost } from "../http/address.ts";
import { sendReply } from "../http/answer.ts";
import type { Parts } from "../parts.ts";
import { FUNCTIONS_DOMAIN } from "./rules.ts";

/** Answers a request to a host that a rule leads to a function, or that is kept for functions. False: it is for the API. */
export async function serveHost(
	request: IncomingMessage,
	response: ServerResponse,
	parts: Parts,
	syncLimitMs: number,
): Promise<boolean> {
	const host = hostOf(request);
	const rule = parts.rules.ofDomain(host);
	if (rule !== null) {
		await serveDomain(request, response, rule.resourceId, parts, syncLimitMs);
		return true;
	}
	if (host === FUNCTIONS_DOMAIN) {
		const words = "This domain cannot be used for security reasons. Please use any subdomain instead.";
		sendReply(response, errorPage(401, words));
		return true;
	}
	if (host.endsWith(FUNCTIONS_DOMAIN)) {
		const words =
			"This domain is not connected to any Appwrite resources. Visit domains tab under function/site settings to configure it.";
		sendReply(response, errorPage(404, words));
		return true;
	}
	if (isOwnHost(host)) return false;
	refuseHost(response);
	return true;
}

/** As `_APP_OPTIONS_ROUTER_PROTECTION` does, which a server has unless it was taken away. */
export function refuseHost(response: ServerResponse): void {
	const words =
		"Router protection does not allow accessing Appwrite over this domain. Please add it as custom domain to your project or disable _APP_OPTIONS_ROUTER_PROTECTION environment variable.";
	sendReply(response, errorPage(401, words));
}

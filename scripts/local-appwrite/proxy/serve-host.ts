import type { IncomingMessage, ServerResponse } from "node:http";
import type { Executor } from "../executions/executor.ts";
import { serveDomain } from "../executions/serve-domain.ts";
import { isOwnHost, readHost } from "../http/host.ts";
import { errorPage, sendReply } from "../http/send-reply.ts";
import { serveSite } from "../sites/serve-site.ts";
import type { Store } from "../store.ts";
import { DOMAINS, findRuleByDomain } from "./rules.ts";

/**
 * Answers a request to a host that a rule leads to a function or a site, or that is kept for those. False: it is for the API.
 */
export async function serveHost(
	request: IncomingMessage,
	response: ServerResponse,
	needs: { readonly store: Store; readonly executor: Executor; readonly projectId: string },
): Promise<boolean> {
	const host = readHost(request);
	const rule = findRuleByDomain(needs.store, host);
	if (rule?.kind === "function") {
		await serveDomain(request, response, rule.resourceId, needs);
		return true;
	}
	if (rule !== null) {
		serveSite(request, response, rule, needs);
		return true;
	}
	if (Object.values(DOMAINS).some((domain) => host.endsWith(domain))) {
		refuseKeptHost(response, host);
		return true;
	}
	if (isOwnHost(host)) return false;
	refuseHost(response);
	return true;
}

function refuseKeptHost(response: ServerResponse, host: string): void {
	const page = Object.values<string>(DOMAINS).includes(host)
		? errorPage(401, "This domain cannot be used for security reasons. Please use any subdomain instead.")
		: errorPage(
				404,
				"This domain is not connected to any Appwrite resources. Visit domains tab under function/site settings to configure it.",
			);
	sendReply(response, page);
}

/** As `_APP_OPTIONS_ROUTER_PROTECTION` does, which a server has unless it was turned off. */
export function refuseHost(response: ServerResponse): void {
	const words =
		"Router protection does not allow accessing Appwrite over this domain. Please add it as custom domain to your project or disable _APP_OPTIONS_ROUTER_PROTECTION environment variable.";
	sendReply(response, errorPage(401, words));
}

import { addressOfHost, isPublicAddress } from "../../core/address-rules.ts";

export type WebhookRules = {
	/** Lets http, and addresses of one's own network, through: for work on one machine. */
	readonly allowPrivate: boolean;
	/** Without a secret nothing can be signed, and what is not signed is not sent. */
	readonly hasSecret: boolean;
};

const LONGEST = 2000;

/**
 * What is allowed where this target is not; null where it may be tried. Where its name leads is seen at each delivery, not
 * here. `URL` has brought addresses written in decimal, octal or hex into their usual form.
 */
export function webhookProblem(target: string, { allowPrivate, hasSecret }: WebhookRules): string | null {
	if (!hasSecret) return "no webhook, because WEBHOOK_SECRET is not set on this server";
	if (target.length > LONGEST) return `a URL of at most ${LONGEST} characters`;
	if (!URL.canParse(target)) return "a whole URL, as https://example.com/hook";
	const { protocol, username, password, hostname } = new URL(target);
	if (protocol !== "https:" && !(allowPrivate && protocol === "http:"))
		return "a URL that begins with https://";
	if (username !== "" || password !== "") return "a URL without a user name and password";
	const address = addressOfHost(hostname);
	if (address !== null && !allowPrivate && !isPublicAddress(address))
		return "an address of the public internet";
	return null;
}

import { isPublicAddress, parseHostAddress } from "../../core/address-rules.ts";

type WebhookRules = {
	/** Allows http and private addresses, for development on one machine. */
	readonly allowPrivate: boolean;
	/** Without a secret no message can be signed, so none is sent. */
	readonly hasSecret: boolean;
};

const MAX_LENGTH = 2000;

/**
 * What is allowed instead of this target; null when it is allowed. A name is resolved and checked at each delivery, not here.
 * `URL` normalises addresses in decimal, octal or hex.
 */
export function webhookProblem(target: string, { allowPrivate, hasSecret }: WebhookRules): string | null {
	if (!hasSecret) return "no webhook, because WEBHOOK_SECRET is not set on this server";
	if (target.length > MAX_LENGTH) return `a URL of at most ${MAX_LENGTH} characters`;
	if (!URL.canParse(target)) return "a whole URL, as https://example.com/hook";
	const { protocol, username, password, hostname } = new URL(target);
	if (protocol !== "https:" && !(allowPrivate && protocol === "http:"))
		return "a URL that begins with https://";
	if (username !== "" || password !== "") return "a URL without a user name and password";
	const address = parseHostAddress(hostname);
	if (address !== null && !allowPrivate && !isPublicAddress(address))
		return "an address of the public internet";
	return null;
}

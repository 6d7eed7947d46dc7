import { ChatreelError } from "../core/errors.ts";
import { createHeaders, type DeliveryPorts } from "../service/webhooks/deliver.ts";
import { webhookProblem } from "../service/webhooks/target.ts";
import type { AlertMessage, SendAlert } from "./notify-alerts.ts";

type ChannelRules = Pick<DeliveryPorts, "secret"> & { readonly allowPrivate: boolean };
type WebhookPorts = Pick<DeliveryPorts, "send" | "nowMs"> & ChannelRules;

/** Alerts by webhook, under the address rules of all webhooks: to a chat in its format, to others as signed JSON. */
export function webhookChannel(address: string, { send, nowMs, ...rules }: WebhookPorts): SendAlert {
	return async (message) => {
		const problem = channelProblem(address, rules);
		if (problem !== null) throw new ChatreelError("DEPENDENCY_ERROR", problem);
		const chat = findChatFormat(address)?.(message);
		const event = "health.alert";
		const body = JSON.stringify(chat ?? { event, ...message });
		const signed = { id: message.id, event, payload: body };
		// A chat checks no signature.
		const headers = chat === undefined ? await createHeaders(signed, rules.secret ?? "", nowMs()) : {};
		const failure = await send({ target: address, headers, body });
		if (failure !== null) throw new ChatreelError("DEPENDENCY_ERROR", failure, { retryable: true });
	};
}

/** Why nothing can be sent to an address, in words that do not repeat it; null where it may be tried. */
export function channelProblem(address: string, { secret, allowPrivate }: ChannelRules): string | null {
	if (findChatFormat(address) === null && secret === undefined) {
		return "ALERT_WEBHOOK_URL: set WEBHOOK_SECRET too. What is sent to others than Slack and Discord is signed with it.";
	}
	const expected = webhookProblem(address, { allowPrivate, hasSecret: true });
	return expected === null ? null : `ALERT_WEBHOOK_URL: expected ${expected}.`;
}

/** By the host, or by what stands behind `#` where the host does not tell, which is never sent. Null: no chat. */
function findChatFormat(address: string) {
	const { hostname, hash } = new URL(address);
	if (hash === "#slack" || hostname === "hooks.slack.com") return formatSlack;
	return hash === "#discord" || /(^|\.)(discord|discordapp)\.com$/.test(hostname) ? formatDiscord : null;
}

/** No field but `text`: Google Chat takes it too, and refuses what it does not know. */
function formatSlack(message: AlertMessage) {
	// Slack cuts more off (its API: Truncating content), and three characters mean something to it (Escaping text).
	const text = formatText(message, 4000);
	return { text: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") };
}

function formatDiscord(message: AlertMessage) {
	// Discord refuses more (its API: Create Message), and shows `text` where its address ends in /slack.
	const content = formatText(message, 2000);
	// Nobody is to be called by what a check says.
	return { content, text: content, allowed_mentions: { parse: [] } };
}

function formatText(message: AlertMessage, characters: number): string {
	const text = [`*${message.title}*`, ...formatLines(message).map((line) => `• ${line}`)].join("\n");
	return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}

export function formatEmail(message: AlertMessage) {
	return { id: message.id, subject: message.title, content: formatLines(message).join("\n\n") };
}

/** The message as lines of plain text, the title not among them. */
function formatLines({ alerts, remark }: AlertMessage): readonly string[] {
	const lines = alerts.map(({ name, state, severity, isRepeated, since, words }) => {
		if (state === "resolved") return `RESOLVED ${name}: ${words}`;
		return `${isRepeated ? "STILL " : ""}${severity?.toUpperCase()} ${name} since ${since}: ${words}`;
	});
	return [...lines, remark].filter((line) => line !== "");
}

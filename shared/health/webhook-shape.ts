import type { JsonObject } from "../core/json.ts";
import { type AlertMessage, linesOf } from "./alert-message.ts";

/** What the receiver of a webhook takes. */
export type WebhookShape = "slack" | "discord" | "generic";

/** Discord refuses more (its API: Create Message, `content`). */
const DISCORD_CHARACTERS = 2000;
/** Slack cuts more off (its API: Truncating content). */
const SLACK_CHARACTERS = 4000;

/**
 * By the receiver's host, or by what stands behind `#` where the host does not tell: `https://chat.example.org/hooks/x#slack`. What
 * is behind `#` is never sent.
 */
export function shapeOf(address: string): WebhookShape {
	const { hostname, pathname, hash } = new URL(address);
	const named = (["slack", "discord", "generic"] as const).find((shape) => hash === `#${shape}`);
	if (named !== undefined) return named;
	if (hostname === "hooks.slack.com") return "slack";
	const isDiscord = ["discord.com", "discordapp.com"].some(
		(host) => hostname === host || hostname.endsWith(`.${host}`),
	);
	if (!isDiscord) return "generic";
	// Discord takes Slack's shape there.
	return pathname.endsWith("/slack") ? "slack" : "discord";
}

export function webhookBody(message: AlertMessage, shape: WebhookShape): JsonObject {
	const { title } = message;
	switch (shape) {
		case "slack": {
			const lines = linesOf(message).map((line) => `• ${escapeSlack(line)}`);
			return { text: cut([`*${escapeSlack(title)}*`, ...lines].join("\n"), SLACK_CHARACTERS) };
		}
		case "discord": {
			const lines = linesOf(message).map((line) => `- ${line}`);
			const content = cut([`**${title}**`, ...lines].join("\n"), DISCORD_CHARACTERS);
			// Nobody is to be called by what a check says.
			return { content, allowed_mentions: { parse: [] } };
		}
		case "generic":
			return { event: "health.alert", ...message };
	}
}

/** The three that mean something to Slack (its API: Escaping text). */
function escapeSlack(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function cut(text: string, characters: number): string {
	return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}

import { ChatreelError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import type { SendWebhook } from "../service/webhooks/deliver.ts";
import { signPayload } from "../service/webhooks/sign.ts";
import { webhookProblem } from "../service/webhooks/target.ts";
import { type AlertMessage, formatLines, type SendAlert } from "./alert-message.ts";

export type WebhookChannelOptions = {
	/** Signs what is no chat's: the generic shape is signed, or not sent. */
	readonly secret: string | undefined;
	readonly allowPrivate: boolean;
	readonly send: SendWebhook;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
};

/** Alerts by webhook, in the shape that its receiver takes, under the address rules of all webhooks. */
export function webhookChannel(
	address: string,
	{ secret, allowPrivate, send, nowMs }: WebhookChannelOptions,
): SendAlert {
	return async (message) => {
		const problem = channelProblem(address, { secret, allowPrivate });
		if (problem !== null) throw new ChatreelError("DEPENDENCY_ERROR", problem);
		const shape = shapeFor(address);
		const body = JSON.stringify(webhookBody(message, shape));
		const headers = {
			"content-type": "application/json",
			"user-agent": "chatreel",
			...(shape === "generic" ? await signedHeaders(message.id, body, secret ?? "", nowMs()) : {}),
		};
		const failure = await send({ target: address, headers, body });
		if (failure !== null) throw new ChatreelError("DEPENDENCY_ERROR", failure, { retryable: true });
	};
}

async function signedHeaders(id: string, body: string, secret: string, nowMs: number) {
	return {
		"x-chatreel-event": "health.alert",
		"x-chatreel-delivery": id,
		"x-chatreel-signature": await signPayload(secret, body, Math.floor(nowMs / 1000)),
	};
}

/** Why nothing can be sent to an address, in words that do not repeat it; null where it may be tried. */
export function channelProblem(
	address: string,
	{ secret, allowPrivate }: Pick<WebhookChannelOptions, "secret" | "allowPrivate">,
): string | null {
	if (shapeFor(address) === "generic" && secret === undefined) {
		return "ALERT_WEBHOOK_URL: set WEBHOOK_SECRET too. What is sent to others than Slack and Discord is signed with it.";
	}
	const expected = webhookProblem(address, { allowPrivate, hasSecret: true });
	return expected === null ? null : `ALERT_WEBHOOK_URL: expected ${expected}.`;
}

type Email = { readonly id: string; readonly subject: string; readonly content: string };

/** Alerts by e-mail. `send` takes the same message twice as one. */
export function emailChannel(send: (email: Email) => Promise<void>): SendAlert {
	return (message) =>
		send({ id: message.id, subject: message.title, content: formatLines(message).join("\n\n") });
}

const SHAPES = ["slack", "discord", "generic"] as const;
type PayloadFormat = (typeof SHAPES)[number];

/**
 * By the receiver's host, or by what stands behind `#` where the host does not tell: `https://chat.example.org/hooks/x#slack`. What
 * is behind `#` is never sent.
 */
export function shapeFor(address: string): PayloadFormat {
	const { hostname, pathname, hash } = new URL(address);
	const named = SHAPES.find((shape) => hash === `#${shape}`);
	if (named !== undefined) return named;
	if (hostname === "hooks.slack.com") return "slack";
	if (!/(^|\.)(discord|discordapp)\.com$/.test(hostname)) return "generic";
	// Discord takes Slack's shape there.
	return pathname.endsWith("/slack") ? "slack" : "discord";
}

/** Discord refuses more (its API: Create Message, `content`). */
const DISCORD_CHARACTERS = 2000;
/** Slack cuts more off (its API: Truncating content). */
const SLACK_CHARACTERS = 4000;

export function webhookBody(message: AlertMessage, shape: PayloadFormat): JsonObject {
	const { title } = message;
	const lines = formatLines(message);
	switch (shape) {
		case "slack": {
			const items = lines.map((line) => `• ${escapeSlack(line)}`);
			return { text: cut([`*${escapeSlack(title)}*`, ...items].join("\n"), SLACK_CHARACTERS) };
		}
		case "discord": {
			const content = cut(
				[`**${title}**`, ...lines.map((line) => `- ${line}`)].join("\n"),
				DISCORD_CHARACTERS,
			);
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

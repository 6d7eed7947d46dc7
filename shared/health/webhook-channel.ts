import { ChatreelError } from "../core/errors.ts";
import type { SendWebhook } from "../service/webhooks/deliver.ts";
import { signPayload } from "../service/webhooks/sign.ts";
import { webhookProblem } from "../service/webhooks/target.ts";
import type { AlertMessage } from "./alert-message.ts";
import type { SendAlert } from "./notify-alerts.ts";
import { shapeOf, webhookBody } from "./webhook-shape.ts";

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
		const shape = shapeOf(address);
		const body = JSON.stringify(webhookBody(message, shape));
		const headers = {
			...{ "content-type": "application/json", "user-agent": "chatreel" },
			...(shape === "generic" ? await signed(body, message, secret ?? "", nowMs()) : {}),
		};
		const failure = await send({ target: address, headers, body });
		if (failure !== null) throw new ChatreelError("DEPENDENCY_ERROR", failure, { retryable: true });
	};
}

/** Why nothing can be sent to an address, in words that do not repeat it; null where it may be tried. */
export function channelProblem(
	address: string,
	{ secret, allowPrivate }: Pick<WebhookChannelOptions, "secret" | "allowPrivate">,
): string | null {
	if (shapeOf(address) === "generic" && secret === undefined) {
		return "ALERT_WEBHOOK_URL: set WEBHOOK_SECRET too. What is sent to others than Slack and Discord is signed with it.";
	}
	const expected = webhookProblem(address, { allowPrivate, hasSecret: true });
	return expected === null ? null : `ALERT_WEBHOOK_URL: expected ${expected}.`;
}

async function signed(body: string, { id }: AlertMessage, secret: string, nowMs: number) {
	return {
		"x-chatreel-event": "health.alert",
		"x-chatreel-delivery": id,
		"x-chatreel-signature": await signPayload(secret, body, Math.floor(nowMs / 1000)),
	};
}

import { channelProblem, formatEmail, webhookChannel } from "../health/channels.ts";
import type { AlertPorts, SendAlert } from "../health/notify-alerts.ts";
import { createEmailSender } from "../platform/appwrite/alert-email.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/node/env.ts";
import { createWebhookSender } from "../platform/node/webhook-sender.ts";

type AlertEnv = Pick<
	Env,
	"ALERT_WEBHOOK_URL" | "ALERT_TOPIC_ID" | "WEBHOOK_SECRET" | "ALLOW_PRIVATE_WEBHOOKS"
>;

/** The channels that the variables name. */
export function alertChannels(client: AppwriteClient, env: AlertEnv): AlertPorts["channels"] {
	const { ALERT_WEBHOOK_URL: address, ALERT_TOPIC_ID: topic } = env;
	const webhook = { ...channelRules(env), send: createWebhookSender(channelRules(env)), nowMs: Date.now };
	return {
		...(address === undefined ? {} : { webhook: webhookChannel(address, webhook) }),
		...(topic === undefined ? {} : { email: emailChannel(client, topic) }),
	};
}

function emailChannel(client: AppwriteClient, topic: string): SendAlert {
	const send = createEmailSender(client, topic);
	return (message) => send(formatEmail(message));
}

/** What is wrong with them, as far as it can be told without sending. */
export function channelFaults(env: AlertEnv): readonly string[] {
	const { ALERT_WEBHOOK_URL: address } = env;
	const problem = address === undefined ? null : channelProblem(address, channelRules(env));
	return problem === null ? [] : [problem];
}

const channelRules = ({ WEBHOOK_SECRET: secret, ALLOW_PRIVATE_WEBHOOKS: allowPrivate }: AlertEnv) => ({
	secret,
	allowPrivate,
});

import type { Channels } from "../health/tell-trouble.ts";
import { webhookChannel } from "../health/webhook-channel.ts";
import { emailTo } from "../platform/appwrite/alert-email.ts";
import type { AppwriteClient } from "../platform/appwrite/client.ts";
import type { Env } from "../platform/env.ts";
import { postJson } from "../platform/post-json.ts";

type AlertEnv = Pick<Env, "ALERT_WEBHOOK_URL" | "ALERT_TOPIC_ID" | "WEBHOOK_SECRET">;

/** The channels that the variables name. */
export function alertChannels(client: AppwriteClient, env: AlertEnv): Channels {
	const { ALERT_WEBHOOK_URL: address, ALERT_TOPIC_ID: topic, WEBHOOK_SECRET: secret } = env;
	const nowMs = () => Date.now();
	return {
		...(address === undefined ? {} : { webhook: webhookChannel(address, { secret, post: postJson, nowMs }) }),
		...(topic === undefined ? {} : { email: emailTo(client, topic) }),
	};
}

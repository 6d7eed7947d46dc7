import { ChatreelError } from "../core/errors.ts";
import { SIGNATURE_HEADER, signatureOf } from "../webhooks/sign.ts";
import type { SendAlert } from "./tell-trouble.ts";
import { shapeOf, webhookBody } from "./webhook-shape.ts";

export type WebhookChannelOptions = {
	/** Signs what is no chat's. */
	readonly secret: string | undefined;
	/** Posts a body; rejects where it was not taken. */
	readonly post: (address: string, body: string, headers: Readonly<Record<string, string>>) => Promise<void>;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
};

/** Alerts by webhook, in the shape that its receiver takes. The generic one is signed, or not sent. */
export function webhookChannel(address: string, { secret, post, nowMs }: WebhookChannelOptions): SendAlert {
	const shape = shapeOf(address);
	return async (message) => {
		const body = JSON.stringify(webhookBody(message, shape));
		await post(address, body, shape === "generic" ? await signed(body, secret, nowMs()) : {});
	};
}

async function signed(body: string, secret: string | undefined, nowMs: number) {
	if (secret === undefined) {
		throw new ChatreelError("DEPENDENCY_ERROR", "ALERT_WEBHOOK_URL needs a WEBHOOK_SECRET to sign with.");
	}
	return { [SIGNATURE_HEADER]: await signatureOf(body, secret, nowMs) };
}

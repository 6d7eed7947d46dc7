import { type Client, Messaging } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import { linesOf } from "../../health/alert-message.ts";
import type { SendAlert } from "../../health/notify-alerts.ts";
import { callOnce } from "./call.ts";

/** E-mails the subscribers of a topic of Appwrite Messaging. Sending a message again has no effect. */
export function emailTo(client: Client, topicId: string): SendAlert {
	return async (message) => {
		const content = linesOf(message).join("\n\n");
		const email = { messageId: message.id, subject: message.title, content, topics: [topicId], html: false };
		try {
			await callOnce(() => new Messaging(client).createEmail(email));
		} catch (thrown) {
			// An earlier call created it, and its answer was lost.
			if (!isKind(thrown, "CONFLICT")) throw thrown;
		}
	};
}

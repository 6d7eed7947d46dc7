import { type Client, Messaging } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import { linesOf } from "../../health/alert-message.ts";
import type { SendAlert } from "../../health/notify-alerts.ts";
import { callOnce } from "./call.ts";

/** E-mails to whoever has subscribed to a topic of Appwrite Messaging. The same message twice is one. */
export function emailTo(client: Client, topicId: string): SendAlert {
	return async (message) => {
		const content = linesOf(message).join("\n\n");
		const email = { messageId: message.id, subject: message.title, content, topics: [topicId], html: false };
		try {
			await callOnce(() => new Messaging(client).createEmail(email));
		} catch (thrown) {
			// It was taken before, and the answer was lost.
			if (!isKind(thrown, "CONFLICT")) throw thrown;
		}
	};
}

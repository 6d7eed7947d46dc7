import { type Client, Messaging } from "node-appwrite";
import { isKind } from "../../core/errors.ts";
import { callOnce } from "./call.ts";

/** E-mails to the subscribers of a topic of Appwrite Messaging. The same id twice is one e-mail. */
export function createEmailSender(client: Client, topicId: string) {
	return async (email: { readonly id: string; readonly subject: string; readonly content: string }) => {
		const { id: messageId, subject, content } = email;
		const message = { messageId, subject, content, topics: [topicId], html: false };
		try {
			await callOnce(() => new Messaging(client).createEmail(message));
		} catch (thrown) {
			// An earlier call created it, and its answer was lost.
			if (!isKind(thrown, "CONFLICT")) throw thrown;
		}
	};
}

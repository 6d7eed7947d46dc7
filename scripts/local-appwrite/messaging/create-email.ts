import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFile } from "../data-folder.ts";
import { ApiError, missingParam } from "../http/api-error.ts";
import { idOrNew } from "../http/ids.ts";
import { textsIn } from "../http/read-json.ts";
import { created, route } from "../http/route.ts";
import { nowText, type Store } from "../store.ts";

/** Writes the e-mail into `outbox.jsonl`, one line of JSON each. Nothing is sent. */
export const createEmail = ({ store }: { readonly store: Store }) =>
	route("POST", "/messaging/messages/email", "messages.write", ({ body }) => {
		const { subject, content, html, draft, messageId } = body;
		if (typeof subject !== "string") throw missingParam("subject");
		if (typeof content !== "string") throw missingParam("content");
		const $id = idOrNew(messageId, "messageId");
		const outbox = join(store.dir, "outbox.jsonl");
		makePrivateFile(outbox);
		if (readFileSync(outbox, "utf8").includes(`{"$id":"${$id}",`)) {
			throw new ApiError(409, "message_already_exists", "Message with the requested ID already exists.");
		}
		const to = {
			topics: textsIn(body["topics"]),
			users: textsIn(body["users"]),
			targets: textsIn(body["targets"]),
		};
		if (draft !== true && Object.values(to).every(({ length }) => length === 0)) {
			throw new ApiError(
				400,
				"message_missing_target",
				"Message with the requested ID has no recipients (topics or users or targets).",
			);
		}
		const at = nowText(store);
		const data = { subject, content, html: html === true };
		const email = { $id, $createdAt: at, $updatedAt: at, providerType: "email", ...to, data };
		const status = draft === true ? "draft" : "sent";
		appendFileSync(outbox, `${JSON.stringify({ ...email, status })}\n`, { flush: true });
		return created({ ...email, status: draft === true ? "draft" : "processing" });
	});

import { dateText } from "../data/table.ts";
import { Fault } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Route } from "../http/router.ts";
import { missingParam, newIdOf } from "../identity/ids.ts";
import type { Parts } from "../parts.ts";
import type { Email } from "./outbox.ts";

const list = "/messaging/messages";

/** Messages, of which e-mails can be made: they go into the outbox and no further. */
export function messagingRoutes({ outbox, now }: Parts): readonly Route[] {
	return [
		{
			method: "POST",
			path: `${list}/email`,
			scope: "messages.write",
			handle: ({ body }) => {
				const { subject, content, html, draft } = body;
				if (typeof subject !== "string") throw missingParam("subject");
				if (typeof content !== "string") throw missingParam("content");
				const $id = newIdOf(body, "messageId");
				if (outbox.list().some((email) => email.$id === $id)) {
					throw new Fault(409, "message_already_exists", "Message with the requested ID already exists.");
				}
				const at = dateText(now());
				const to = {
					topics: texts(body["topics"]),
					users: texts(body["users"]),
					targets: texts(body["targets"]),
				};
				if (draft !== true && Object.values(to).every(({ length }) => length === 0)) {
					throw new Fault(
						400,
						"message_missing_target",
						"Message with the requested ID has no recipients (topics or users or targets).",
					);
				}
				const email: Email = {
					$id,
					$createdAt: at,
					$updatedAt: at,
					providerType: "email",
					...to,
					data: { subject, content, html: html === true },
					status: draft === true ? "draft" : "sent",
				};
				outbox.add(email);
				return { status: 201, body: { ...email, status: draft === true ? "draft" : "processing" } };
			},
		},
		{
			method: "GET",
			path: list,
			scope: "messages.read",
			handle: (call) => listReply("messages", outbox.list(), call),
		},
		{
			method: "GET",
			path: `${list}/:messageId`,
			scope: "messages.read",
			handle: ({ params }) => {
				const email = outbox.list().find(({ $id }) => $id === params["messageId"]);
				if (email !== undefined) return { status: 200, body: email };
				throw new Fault(404, "message_not_found", "Message with the requested ID could not be found.");
			},
		},
	];
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

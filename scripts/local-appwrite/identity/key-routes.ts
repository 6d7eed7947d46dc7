import { badArgument } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";
import { newIdOf } from "./ids.ts";

/** API keys with scopes, as a project's own server makes them. */
export function keyRoutes({ keys }: Parts): readonly Route[] {
	return [
		{
			method: "GET",
			path: "/project/keys",
			scope: "keys.read",
			handle: (call) => listReply("keys", keys.list(), call),
		},
		{
			method: "POST",
			path: "/project/keys",
			scope: "keys.write",
			handle: ({ body }) => {
				const { name, scopes, expire } = body;
				if (!Array.isArray(scopes)) throw badArgument("Invalid `scopes` param: Value must be a valid array");
				return {
					status: 201,
					body: keys.create(newIdOf(body, "keyId"), String(name), scopes.map(String), expireIn(expire)),
				};
			},
		},
		{
			method: "DELETE",
			path: "/project/keys/:keyId",
			scope: "keys.write",
			handle: ({ params }) => {
				keys.remove(params["keyId"] ?? "");
				return { status: 204 };
			},
		},
	];
}

function expireIn(given: unknown): string {
	if (given === undefined || given === null || given === "") return "";
	if (typeof given === "string" && !Number.isNaN(Date.parse(given))) return given;
	throw badArgument("Invalid `expire` param: Value must be valid date");
}

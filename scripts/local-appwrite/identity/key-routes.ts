import { badArgument } from "../http/fault.ts";
import { listReply } from "../http/list-page.ts";
import type { Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";

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
				const { keyId, name, scopes, expire } = body;
				if (!Array.isArray(scopes)) throw badArgument("Invalid `scopes` param: Value must be a valid array");
				return {
					status: 201,
					body: keys.create(keyId, String(name), scopes.map(String), String(expire ?? "")),
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

import { listReply } from "../http/list-page.ts";
import type { Call, Route } from "../http/router.ts";
import type { Parts } from "../parts.ts";

/** The web sites whose pages may call. */
export function platformRoutes({ platforms }: Parts): readonly Route[] {
	const one = "/project/platforms/:platformId";
	const platformOf = ({ params }: Call) => platforms.get(params["platformId"] ?? "");
	return [
		{
			method: "GET",
			path: "/project/platforms",
			scope: "platforms.read",
			handle: (call) => listReply("platforms", platforms.list(), call),
		},
		{
			method: "POST",
			path: "/project/platforms/web",
			scope: "platforms.write",
			handle: ({ body }) => ({ status: 201, body: platforms.create(body) }),
		},
		{
			method: "PUT",
			path: "/project/platforms/web/:platformId",
			scope: "platforms.write",
			handle: (call) => ({ status: 200, body: platforms.update(platformOf(call), call.body) }),
		},
		{
			method: "GET",
			path: one,
			scope: "platforms.read",
			handle: (call) => ({ status: 200, body: platformOf(call) }),
		},
		{
			method: "DELETE",
			path: one,
			scope: "platforms.write",
			handle: (call) => {
				platforms.remove(platformOf(call).$id);
				return { status: 204 };
			},
		},
	];
}

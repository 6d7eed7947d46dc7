import { route } from "../http/route.ts";

/** Text, so that the SDK makes `{ message: "Pong!" }` of it. */
export const ping = () =>
	route("GET", "/ping", null, () => ({
		status: 200,
		headers: { "content-type": "text/plain; charset=UTF-8" },
		body: Buffer.from("Pong!"),
	}));

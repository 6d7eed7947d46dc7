import { type FunctionContext, readHeader } from "../http/function-context.ts";
import type { Env } from "../node/env.ts";
import type { Connection } from "./client.ts";

/** A function's way to its own Appwrite, with the key of this execution alone. */
export function readConnection(context: FunctionContext, env: Env): Connection {
	return {
		endpoint: env.APPWRITE_FUNCTION_API_ENDPOINT ?? "",
		projectId: env.APPWRITE_FUNCTION_PROJECT_ID ?? "",
		apiKey: ownValueOf(readHeader(context, "x-appwrite-key")),
	};
}

/** A caller's header of the same name stands before the server's own: "theirs, ours". No key has a comma. */
function ownValueOf(header: string): string {
	return header.split(",").at(-1)?.trim() ?? "";
}

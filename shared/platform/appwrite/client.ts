import { Client } from "node-appwrite";
import { type FunctionContext, readHeader } from "../http/function-context.ts";
import type { Env } from "../node/env.ts";

export type AppwriteClient = Client;

/** Where an Appwrite is, and what lets this process in. */
export type Connection = {
	readonly endpoint: string;
	readonly projectId: string;
	readonly apiKey: string;
};

/** Made anew for each execution: the key of one lives little longer than its timeout. */
export function createClient({ endpoint, projectId, apiKey }: Connection): Client {
	return new Client().setEndpoint(endpoint).setProject(projectId).setKey(apiKey);
}

/** Counts the calls of a client from now on. */
export function countCalls(client: Client): () => number {
	const call = client.call.bind(client);
	let count = 0;
	client.call = (...args) => {
		count += 1;
		return call(...args);
	};
	return () => count;
}

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

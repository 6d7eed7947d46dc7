import { Client } from "node-appwrite";
import { type FunctionContext, readHeader } from "../http/function-context.ts";
import type { Env } from "../node/env.ts";

export type AppwriteClient = Client;

/** The address of an Appwrite, and a key to it. */
export type Connection = {
	readonly endpoint: string;
	readonly projectId: string;
	readonly apiKey: string;
};

/** A new client for each execution, because its key expires soon after the execution's timeout. */
export function createClient({ endpoint, projectId, apiKey }: Connection): Client {
	return new Client().setEndpoint(endpoint).setProject(projectId).setKey(apiKey);
}

/** Counts the calls of a client from now on. Returns a function that reads the count. */
export function countCalls(client: Client): () => number {
	const call = client.call.bind(client);
	let count = 0;
	client.call = (...args) => {
		count += 1;
		return call(...args);
	};
	return () => count;
}

/** Reads the connection of a function to its own Appwrite, with the key of this execution. */
export function readConnection(context: FunctionContext, env: Env): Connection {
	return {
		endpoint: env.APPWRITE_FUNCTION_API_ENDPOINT ?? "",
		projectId: env.APPWRITE_FUNCTION_PROJECT_ID ?? "",
		apiKey: takeOwnValue(readHeader(context, "x-appwrite-key")),
	};
}

/** A header that the caller set too comes as "theirs, ours". No key has a comma. */
function takeOwnValue(header: string): string {
	return header.split(",").at(-1)?.trim() ?? "";
}

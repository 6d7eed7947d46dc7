import { Client } from "node-appwrite";

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

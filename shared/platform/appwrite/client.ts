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

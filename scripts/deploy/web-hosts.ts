import { type Client, ID, Project, Query } from "node-appwrite";

/** Of these hosts those whose pages the server does not let in yet. */
export async function findMissingHosts(client: Client, hosts: readonly string[]): Promise<readonly string[]> {
	if (hosts.length === 0) return [];
	const { platforms } = await new Project(client).listPlatforms({ queries: [Query.limit(100)] });
	const known = platforms.map((platform) => ("hostname" in platform ? platform.hostname : ""));
	return hosts.filter((host) => !known.includes(host));
}

/** Registers a Web platform, which lets the pages of its host call the server. */
export async function addWebHost(client: Client, hostname: string): Promise<void> {
	await new Project(client).createWebPlatform({ platformId: ID.unique(), name: hostname, hostname });
}

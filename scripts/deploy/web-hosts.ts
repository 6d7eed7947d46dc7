import { type Client, ID, Project, Query } from "node-appwrite";

/** The hosts that are no Web platforms of the project yet. */
export async function findMissingHosts(client: Client, hosts: readonly string[]): Promise<readonly string[]> {
	if (hosts.length === 0) return [];
	const { platforms } = await new Project(client).listPlatforms({ queries: [Query.limit(100)] });
	const known = platforms.map((platform) => ("hostname" in platform ? platform.hostname : ""));
	return hosts.filter((host) => !known.includes(host));
}

/** Lets the pages of the host call the server. */
export async function addWebHost(client: Client, hostname: string): Promise<void> {
	await new Project(client).createWebPlatform({ platformId: ID.unique(), name: hostname, hostname });
}

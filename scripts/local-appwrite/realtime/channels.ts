import type { ServerEvent } from "../events.ts";

/** The channels of an event, in the real server's order: a row's by each API's names, then each with the action at its end. */
export function listChannels({ path, payload }: ServerEvent): readonly string[] {
	const [root, first, , second, , third] = path;
	const action = path.at(-1);
	const files = `buckets.${first}.files`;
	const channels =
		root === "buckets"
			? ["files", files, `${files}.${payload["$id"]}`]
			: [
					...["documents", ...listAndOne(`databases.${first}.collections.${second}.documents`, third)],
					...["rows", ...listAndOne(`databases.${first}.tables.${second}.rows`, third)],
					...listAndOne(`tablesdb.${first}.tables.${second}.rows`, third),
				];
	return [...channels, ...channels.map((channel) => `${channel}.${action}`)];
}

const listAndOne = (list: string, id: string | undefined) => [list, `${list}.${id}`];

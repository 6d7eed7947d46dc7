import type { ServerEvent } from "../events.ts";

/** The channels on which an event is told: a row's by either API's names, each also with the action at its end. */
export function channelsOf({ name, payload }: ServerEvent): readonly string[] {
	const [root, first = "", , second = "", , third = "", action = ""] = name.split(".");
	if (root === "databases") {
		const documents = `databases.${first}.collections.${second}.documents`;
		const rows = `tables.${second}.rows`;
		const lists = ["documents", "rows", documents, `databases.${first}.${rows}`, `tablesdb.${first}.${rows}`];
		const ones = lists.slice(2).map((list) => `${list}.${third}`);
		return withAction([...lists, ...ones], action);
	}
	const files = `buckets.${first}.files`;
	return withAction(["files", files, `${files}.${payload["$id"]}`], name.split(".").at(-1) ?? "");
}

function withAction(channels: readonly string[], action: string): readonly string[] {
	return [...channels, ...channels.map((channel) => `${channel}.${action}`)];
}

import { type EventPath, functionEventNames } from "./event-names.ts";

/** Something that happened to a row or a file, as functions and realtime hear of it. */
export type ServerEvent = {
	/** Its most exact name, as functions are told it: `databases.d.collections.c.documents.r.create`. */
	readonly name: string;
	readonly path: EventPath;
	/** It is about a row of a database that was made as TablesDB. */
	readonly isTablesDb: boolean;
	readonly payload: Readonly<Record<string, unknown>>;
	/** Who may hear of it by realtime: the read permissions that hold for the thing. */
	readonly readers: readonly string[];
	/** The user by whom it came about; empty for servers and functions. */
	readonly userId: string;
};

export type Events = {
	readonly emit: (event: ServerEvent) => void;
	readonly subscribe: (listener: (event: ServerEvent) => void) => () => void;
};

/** Tells whoever listens, in turn, once, without waiting: an event that nobody hears is lost, as on the real server. */
export function createEvents(): Events {
	const listeners = new Set<(event: ServerEvent) => void>();
	return {
		emit: (event) => {
			for (const listener of listeners) setImmediate(tell, listener, event);
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/** One listener's error is none of the others', and does not end the server. */
function tell(listener: (event: ServerEvent) => void, event: ServerEvent): void {
	try {
		listener(event);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
	}
}

/** Every name by which a function can listen to an event, the most exact first. */
export const functionNamesOf = ({ path }: ServerEvent): readonly string[] => functionEventNames(path);

import { type EventPath, functionEventNames } from "./event-names.ts";

/** A change of a row or a file, as functions and realtime get it. */
export type ServerEvent = {
	/** Its most exact name, as functions get it: `databases.d.collections.c.documents.r.create`. */
	readonly name: string;
	readonly path: EventPath;
	/** It is about a row of a database that was made as TablesDB. */
	readonly isTablesDb: boolean;
	readonly payload: Readonly<Record<string, unknown>>;
	/** Who gets it by realtime: the read permissions of the row or file. */
	readonly readers: readonly string[];
	/** The user who made the change; empty for servers and functions. */
	readonly userId: string;
};

export type Events = {
	readonly emit: (event: ServerEvent) => void;
	readonly subscribe: (listener: (event: ServerEvent) => void) => () => void;
};

/** Each listener gets an event once, without waiting: without a listener it is lost, as on the real server. */
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

/** A listener's error stops neither the others nor the server. */
function tell(listener: (event: ServerEvent) => void, event: ServerEvent): void {
	try {
		listener(event);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
	}
}

/** Every name by which a function can listen to an event, the most exact first. */
export const listFunctionEventNames = ({ path }: ServerEvent): readonly string[] => functionEventNames(path);

/** Something that happened to a row or a file, as functions and realtime hear of it. */
export type ServerEvent = {
	/** Its most exact name, e.g. `databases.d.collections.c.documents.r.create`. */
	readonly name: string;
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
			for (const listener of listeners) setImmediate(listener, event);
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/**
 * Every name by which an event can be listened to, the most exact first: with and without its action, each id as it is or as `*`, and a row's
 * both as a document of a collection and as a row of a table.
 */
export function namesOf({ name }: ServerEvent): readonly string[] {
	const parts = name.split(".");
	const things = parts.slice(0, -1);
	const paths = [parts, things].flatMap(withWildcards);
	return [...new Set([...paths, ...paths.map(asTablesEvent)])];
}

/** The ids are every second part. */
function withWildcards(parts: readonly string[]): readonly string[] {
	return parts.reduce<string[]>(
		(heads, part, index) => {
			const choices = index % 2 === 1 ? [part, "*"] : [part];
			return heads.flatMap((head) => choices.map((choice) => (head === "" ? choice : `${head}.${choice}`)));
		},
		[""],
	);
}

function asTablesEvent(path: string): string {
	return path.replace(".collections.", ".tables.").replace(".documents", ".rows");
}

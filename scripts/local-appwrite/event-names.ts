/** An event as its parts: words and, at every second place, ids; the action comes last. Ids may have dots in them. */
export type EventPath = readonly string[];

/** Which places become `*`, in the order in which the loops of `Event::generateEvents` in the real server find them. */
const WILDCARDS = {
	ofTables: [[], [1, 3, 5], [1], [3], [1, 3], [5], [1, 5], [3, 5]],
	ofOthers: [[], [1, 3, 5], [3], [1, 3], [1], [5], [1, 5], [3, 5]],
};

const AS_ROWS = { collections: "tables", documents: "rows" };
const AS_DOCUMENTS = { tables: "collections", rows: "documents" };
const AS_TABLESDB = { databases: "tablesdb", ...AS_ROWS };
const OF_TABLESDB = { tablesdb: "databases", ...AS_DOCUMENTS };

/**
 * The names by which functions listen, in the real server's order: with and without the action, then the table and the database
 * alone; each id as it is or as `*`; a row's as a row of a table and as a document of a collection.
 */
export function functionEventNames(path: EventPath): readonly string[] {
	return named(expand(path).flatMap(withTwins));
}

/** The names in an event of realtime. In a database that was made as TablesDB, each comes as `tablesdb.…` first. */
export function realtimeEventNames(path: EventPath, isTablesDb: boolean): readonly string[] {
	const paths = expand(path).map((each) => (isTablesDb ? inWords(each, AS_TABLESDB) : each));
	return named(paths.flatMap(withTwins));
}

function expand(path: EventPath): readonly EventPath[] {
	const wildcards = path[2] === "tables" ? WILDCARDS.ofTables : WILDCARDS.ofOthers;
	return [path, path.slice(0, -1), path.slice(0, 4), path.slice(0, 2)].flatMap((each) =>
		wildcards.map((places) => each.map((part, index) => (places.includes(index) ? "*" : part))),
	);
}

/** A name, followed by the same name in the words of the other API. */
function withTwins(path: EventPath): readonly EventPath[] {
	if (path[0] === "tablesdb") {
		const asDocuments = inWords(path, OF_TABLESDB);
		return [path, asDocuments, inWords(asDocuments, AS_ROWS)];
	}
	if (path[2] === "collections") return [path, inWords(path, AS_ROWS)];
	return path[2] === "tables" ? [path, inWords(path, AS_DOCUMENTS)] : [path];
}

function inWords(path: EventPath, words: Readonly<Record<string, string>>): EventPath {
	return path.map((part, index) => (index % 2 === 0 ? (words[part] ?? part) : part));
}

const named = (paths: readonly EventPath[]) => [...new Set(paths.map((path) => path.join(".")))];

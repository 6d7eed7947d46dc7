import type { JsonObject } from "../core/json.ts";

/** A row of a table as it is read: its own columns and the server's `$id`, `$createdAt` and the like. */
export type Row = { readonly $id: string; readonly [column: string]: unknown };

/** One change within a transaction. Their order is law (docs/architecture.md): counters first. */
export type Operation =
	| {
			readonly action: "increment" | "decrement";
			readonly table: string;
			readonly rowId: string;
			readonly column: string;
			/** Above 0: the server refuses anything else. */
			readonly value: number;
			/** An increment that would pass it is refused, and all of the transaction with it. */
			readonly max?: number;
	  }
	| {
			readonly action: "create" | "update";
			readonly table: string;
			readonly rowId: string;
			readonly data: JsonObject;
	  };

/**
 * What the rules of money and jobs need of a database. Each call is tried again by itself where that is harmless, and
 * rejects with a ChatreelError.
 */
export type RowStore = {
	/**
	 * The row as it is now (read through a list: reading one row can be stale), with these columns alone where some are named.
	 * Null where there is none.
	 */
	readonly find: (table: string, rowId: string, columns?: readonly string[]) => Promise<Row | null>;
	/** Those of these rows that are there, read in the same way; 80 at the most are asked for. */
	readonly findAll: (
		table: string,
		rowIds: readonly string[],
		columns?: readonly string[],
	) => Promise<readonly Row[]>;
	/** Makes a row. False where one with this id is there already. */
	readonly create: (
		table: string,
		rowId: string,
		data: JsonObject,
		permissions?: readonly string[],
	) => Promise<boolean>;
	readonly update: (table: string, rowId: string, data: JsonObject) => Promise<void>;
	/**
	 * Stages all operations in one new transaction and commits it, once. A rejection says nothing of whether it was
	 * applied: whoever calls reads the row that the transaction creates. QUOTA_EXCEEDED: an increment would pass its
	 * `max`; CONFLICT: a row is there already, or was changed meanwhile.
	 */
	readonly transact: (operations: readonly Operation[]) => Promise<void>;
};

/** Which rows of a table to list. Each list is answered by an index, and bounded. */
export type RowQuery = {
	/** Columns, and the values of which a row must have one. */
	readonly equal?: Readonly<Record<string, readonly string[]>>;
	/** Columns that are empty. */
	readonly isNull?: readonly string[];
	/** A column of texts whose value comes after this one. */
	readonly above?: { readonly column: string; readonly value: string };
	/** A column of times: not before `from`, and before `before` (ISO 8601). */
	readonly between?: { readonly column: string; readonly from?: string; readonly before?: string };
	readonly orderBy: string;
	/** Default: the smallest first. */
	readonly isDescending?: boolean;
	readonly limit: number;
	/** Default: all, texts of a megabyte too. */
	readonly columns?: readonly string[];
	/** The id of the row after which to go on. */
	readonly after?: string | undefined;
};

/** What the sweep needs of a database beyond a {@link RowStore}. */
export type RowList = {
	readonly list: (table: string, query: RowQuery) => Promise<readonly Row[]>;
	/** A row that is not there is as good as removed. */
	readonly remove: (table: string, rowId: string) => Promise<void>;
};

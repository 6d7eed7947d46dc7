import type { Changes, Field, Fields, Row, TableName } from "./tables.ts";

/** A value (null: empty), one of several, not empty, or bounds. A JSON field can only be empty or not. */
type Condition<Value> = [Value] extends [string | number | boolean | null]
	?
			| Value
			| readonly NonNullable<Value>[]
			| { readonly isNot: null }
			| {
					/** Exclusive. */
					readonly above?: NonNullable<Value>;
					/** Inclusive. */
					readonly from?: NonNullable<Value>;
					/** Exclusive. */
					readonly before?: NonNullable<Value>;
			  }
	: null | { readonly isNot: null };

export type Where<Name extends TableName> = {
	readonly [F in keyof Fields<Name>]?: Condition<Fields<Name>[F]>;
};

/** Which rows of a table to list. An index answers each query. */
export type RowQuery<Name extends TableName, F extends Field<Name> = Field<Name>> = {
	readonly where?: Where<Name>;
	/** Default: order of creation, which also decides between equals. */
	readonly orderBy?: Field<Name>;
	readonly isDescending?: boolean;
	readonly limit: number;
	/** Rows to skip. */
	readonly offset?: number;
	/** Default: all, including texts of a megabyte. */
	readonly fields?: readonly F[];
	/** Cursor: the id of the last row of the page before. */
	readonly after?: string | undefined;
};

/** A query on any table, without its types: for implementations of {@link RowStore}. */
export type AnyQuery = {
	readonly where?: Readonly<Record<string, unknown>>;
	readonly orderBy?: string;
	readonly isDescending?: boolean;
	readonly limit: number;
	readonly offset?: number;
	readonly fields?: readonly string[] | undefined;
	readonly after?: string | undefined;
};

/** A row to create, with at least one field. */
export type NewRow<Name extends TableName> = Changes<Name> & {
	readonly id: string;
	/** In Appwrite's words. Default: only servers may read it. */
	readonly permissions?: readonly string[];
};

/** Only a number that is never empty can be incremented. */
type CountedField<Name extends TableName> = {
	[F in keyof Changes<Name>]-?: Required<Changes<Name>>[F] extends number ? F : never;
}[keyof Changes<Name>];

/** One change within a transaction. The order of operations is law (docs/architecture.md): counters first. */
export type Operation = {
	[Name in TableName]:
		| {
				readonly action: "create" | "update";
				readonly table: Name;
				readonly id: string;
				readonly values: Changes<Name>;
		  }
		| {
				readonly action: "increment" | "decrement";
				readonly table: Name;
				readonly id: string;
				readonly field: CountedField<Name>;
				/** Above 0: the server refuses anything else. */
				readonly value: number;
				/** An increment past it rejects the whole transaction. */
				readonly max?: number;
		  };
}[TableName];

/**
 * Reads and writes rows. Every call but `transact` retries transient failures, and rejects with a ChatreelError: NOT_FOUND when
 * the row to change is missing.
 */
export type RowStore = {
	/** The row, never stale (implementations list it, because reading one row can be stale); null when missing. */
	readonly find: <Name extends TableName, F extends Field<Name> = Field<Name>>(
		table: Name,
		id: string,
		fields?: readonly F[],
	) => Promise<Row<Name, F> | null>;
	/** One page. A condition takes at most 80 ids (4096 characters, Appwrite: Queries); an empty list of values matches no row. */
	readonly list: <Name extends TableName, F extends Field<Name> = Field<Name>>(
		table: Name,
		query: RowQuery<Name, F>,
	) => Promise<readonly Row<Name, F>[]>;
	readonly count: <Name extends TableName>(table: Name, where: Where<Name>) => Promise<number>;
	/** Creates the rows by one call. Returns false when one exists already; then some of several may have been created. */
	readonly create: <Name extends TableName>(table: Name, rows: readonly NewRow<Name>[]) => Promise<boolean>;
	readonly update: <Name extends TableName>(table: Name, id: string, values: Changes<Name>) => Promise<void>;
	/** Creates the row, or updates it when it exists (upsert). */
	readonly put: <Name extends TableName>(table: Name, id: string, values: Changes<Name>) => Promise<void>;
	/** Resolves when the row is missing too. */
	readonly remove: (table: TableName, id: string) => Promise<void>;
	/**
	 * Stages all operations in one new transaction and commits it once. After a rejection it may have been applied or not: the caller
	 * reads the row that the transaction creates. QUOTA_EXCEEDED: an increment would pass its `max`. CONFLICT: a row exists
	 * already, or was changed meanwhile.
	 */
	readonly transact: (operations: readonly Operation[]) => Promise<void>;
};

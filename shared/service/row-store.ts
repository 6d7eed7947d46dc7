import type { Changes, Field, Fields, Row, TableName } from "./tables.ts";

/** What a field must be: this value (null: empty), one of several, not empty, or within bounds. Of JSON: empty or not. */
type Condition<Value> = [Value] extends [string | number | boolean | null]
	?
			| Value
			| readonly NonNullable<Value>[]
			| { readonly isNot: null }
			| {
					/** Greater than. */
					readonly above?: NonNullable<Value>;
					/** Greater or equal. */
					readonly from?: NonNullable<Value>;
					/** Less than. */
					readonly before?: NonNullable<Value>;
			  }
	: null | { readonly isNot: null };

export type Where<Name extends TableName> = {
	readonly [F in keyof Fields<Name>]?: Condition<Fields<Name>[F]>;
};

/** Which rows of a table to list. Each list is answered by an index, and bounded. */
export type RowQuery<Name extends TableName, F extends Field<Name> = Field<Name>> = {
	readonly where?: Where<Name>;
	/** Default: the order in which they were made, which also decides between equals. */
	readonly orderBy?: Field<Name>;
	/** Default: the smallest first. */
	readonly isDescending?: boolean;
	readonly limit: number;
	/** So many are passed over. */
	readonly offset?: number;
	/** Default: all, texts of a megabyte too. */
	readonly fields?: readonly F[];
	/** The id of the row after which to go on. */
	readonly after?: string | undefined;
};

/** A query of whatever table, as a store carries it out: what the types of {@link RowStore} let through. */
export type AnyQuery = {
	readonly where?: Readonly<Record<string, unknown>>;
	readonly orderBy?: string;
	readonly isDescending?: boolean;
	readonly limit: number;
	readonly offset?: number;
	readonly fields?: readonly string[] | undefined;
	readonly after?: string | undefined;
};

/** A row that is to be made, with at least one field. */
export type NewRow<Name extends TableName> = Changes<Name> & {
	readonly id: string;
	/** Who may read it beside servers, as Appwrite writes it. Default: nobody. */
	readonly permissions?: readonly string[];
};

/** A field that can be counted up and down: a number that is never empty. */
type CountedField<Name extends TableName> = {
	[F in keyof Changes<Name>]-?: Required<Changes<Name>>[F] extends number ? F : never;
}[keyof Changes<Name>];

/** One change within a transaction. Their order is law (docs/architecture.md): counters first. */
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
				/** An increment that would pass it is refused, and all of the transaction with it. */
				readonly max?: number;
		  };
}[TableName];

/**
 * The rows of the tables. Each call but `transact` is tried again by itself where it failed for a moment, and rejects with a
 * ChatreelError: NOT_FOUND where a row is to be changed that is not there.
 */
export type RowStore = {
	/** The row as it is now (read through a list: reading one row can be stale); null where there is none. */
	readonly find: <Name extends TableName, F extends Field<Name> = Field<Name>>(
		table: Name,
		id: string,
		fields?: readonly F[],
	) => Promise<Row<Name, F> | null>;
	/** One page. A list of values has room for 80 ids (4096 characters, Appwrite: Queries); of an empty one nothing is listed. */
	readonly list: <Name extends TableName, F extends Field<Name> = Field<Name>>(
		table: Name,
		query: RowQuery<Name, F>,
	) => Promise<readonly Row<Name, F>[]>;
	readonly count: <Name extends TableName>(table: Name, where: Where<Name>) => Promise<number>;
	/** Makes these rows by one call. False where one of them is there already: of several, some may be made then. */
	readonly create: <Name extends TableName>(table: Name, rows: readonly NewRow<Name>[]) => Promise<boolean>;
	readonly update: <Name extends TableName>(table: Name, id: string, values: Changes<Name>) => Promise<void>;
	/** Makes the row, or changes it where it is there. */
	readonly put: <Name extends TableName>(table: Name, id: string, values: Changes<Name>) => Promise<void>;
	/** A row that is not there is as good as removed. */
	readonly remove: (table: TableName, id: string) => Promise<void>;
	/**
	 * Stages all operations in one new transaction and commits it, once. A rejection says nothing of whether it was
	 * applied: the caller reads the row that the transaction creates. QUOTA_EXCEEDED: an increment would pass its
	 * `max`; CONFLICT: a row is there already, or was changed meanwhile.
	 */
	readonly transact: (operations: readonly Operation[]) => Promise<void>;
};

/** A new column or index can be used after about this long on the real server. */
export const PREPARATION_MS = 300;

/** A column as it is declared. */
export type Column = {
	readonly key: string;
	readonly type: "string" | "integer" | "double" | "boolean" | "datetime";
	readonly format?: "enum";
	readonly required: boolean;
	readonly array: boolean;
	readonly default: unknown;
	/** Characters, of a string. */
	readonly size?: number;
	readonly min?: number;
	readonly max?: number;
	/** The values of an enum. */
	readonly elements?: readonly string[];
	/** When it can be used; before that it is `processing`. */
	readonly availableAtMs: number;
};

export type Index = {
	readonly key: string;
	readonly type: "key" | "unique" | "fulltext";
	readonly columns: readonly string[];
	readonly orders: readonly string[];
	readonly availableAtMs: number;
};

export type Table = {
	readonly id: string;
	readonly databaseId: string;
	readonly name: string;
	readonly enabled: boolean;
	readonly rowSecurity: boolean;
	readonly permissions: readonly string[];
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly columns: readonly Column[];
	readonly indexes: readonly Index[];
};

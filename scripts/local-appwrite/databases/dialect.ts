/** The two APIs to the same data: tables and rows of TablesDB, or collections and documents of the older Databases. */
export type Dialect = {
	readonly root: "tablesdb" | "databases";
	readonly tables: "tables" | "collections";
	readonly columns: "columns" | "attributes";
	readonly rows: "rows" | "documents";
	readonly row: "row" | "document";
	readonly table: "table" | "collection";
	readonly column: "column" | "attribute";
	/** Whether rows are guarded one by one. */
	readonly security: "rowSecurity" | "documentSecurity";
};

export const TABLES: Dialect = {
	root: "tablesdb",
	tables: "tables",
	columns: "columns",
	rows: "rows",
	row: "row",
	table: "table",
	column: "column",
	security: "rowSecurity",
};

export const COLLECTIONS: Dialect = {
	root: "databases",
	tables: "collections",
	columns: "attributes",
	rows: "documents",
	row: "document",
	table: "collection",
	column: "attribute",
	security: "documentSecurity",
};

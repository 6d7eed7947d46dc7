import type {
	Declaration,
	DeclaredColumn,
	DeclaredFunction,
	DeclaredSite,
	DeclaredTable,
} from "./declaration.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** What exists on the server, in the terms of the declaration. */
export type Present = {
	readonly databases: readonly string[];
	readonly tables: readonly (Settings & {
		readonly $id: string;
		readonly columns: readonly Settings[];
		readonly indexes: readonly Settings[];
	})[];
	/** By `table.column`: elements that rows use and the declaration no longer has. */
	readonly elementsInUse?: Readonly<Record<string, readonly string[]>>;
	readonly buckets: readonly (Settings & { readonly $id: string })[];
	readonly functions: readonly (Settings & {
		readonly $id: string;
		readonly variables: readonly PresentVariable[];
	})[];
	readonly sites: readonly PresentSite[];
	/** Why the server takes no sites from this key; null: it does. */
	readonly withoutSites: string | null;
};

export type PresentSite = Settings & {
	readonly $id: string;
	readonly variables: readonly PresentVariable[];
};

export type PresentVariable = {
	readonly $id: string;
	readonly key: string;
	/** Empty when secret. */
	readonly value: string;
	readonly secret: boolean;
};

type Table = { readonly databaseId: string; readonly tableId: string };

/** Settings of the server outside the declaration, which an update would reset. */
type Kept = { readonly kept?: Settings };

/** One change; a person must do one "by hand". */
export type Step = { readonly description: string } & (
	| { readonly kind: "create database"; readonly id: string; readonly name: string }
	| ({ readonly kind: "create table" | "update table"; readonly table: DeclaredTable } & Kept)
	| { readonly kind: "create column" | "update column"; readonly at: Table; readonly column: DeclaredColumn }
	| { readonly kind: "create index"; readonly at: Table; readonly index: DeclaredTable["indexes"][number] }
	| ({
			readonly kind: "create bucket" | "update bucket";
			readonly bucket: Declaration["buckets"][number];
	  } & Kept)
	| ({
			readonly kind: "create function" | "update function";
			readonly plan: DeclaredFunction;
	  } & Kept)
	| ({ readonly kind: "create site" | "update site"; readonly site: DeclaredSite } & Kept)
	| {
			readonly kind: "create variable" | "update variable";
			readonly functionId: string;
			readonly variableId: string | null;
			readonly key: string;
			readonly value: string;
			readonly isSecret: boolean;
			/** The current value is secret and may be the same; it is written in any case. */
			readonly isIncomparable: boolean;
	  }
	| { readonly kind: "by hand" }
);

export type Variables = Readonly<Record<string, string>>;

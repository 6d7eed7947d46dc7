import type { Declaration, DeclaredColumn, DeclaredFunction, DeclaredTable } from "./declaration.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** What is on the server, in the words of the declaration. */
export type Present = {
	readonly databases: readonly string[];
	readonly tables: readonly (Settings & {
		readonly $id: string;
		readonly columns: readonly Settings[];
		readonly indexes: readonly Settings[];
	})[];
	/** By `table.column`: elements that the declaration no longer has, and some row does. */
	readonly elementsInUse?: Readonly<Record<string, readonly string[]>>;
	readonly buckets: readonly (Settings & { readonly $id: string })[];
	readonly functions: readonly (Settings & {
		readonly $id: string;
		readonly variables: readonly PresentVariable[];
	})[];
};

export type PresentVariable = {
	readonly $id: string;
	readonly key: string;
	/** Empty where it is secret. */
	readonly value: string;
	readonly secret: boolean;
};

type Table = { readonly databaseId: string; readonly tableId: string };

/** What the declaration does not say and an update would reset: as the server has it. */
type Kept = { readonly kept?: Settings };

/** One thing to do, or one that nobody but a person can do. */
export type Step = { readonly words: string } & (
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
	| {
			readonly kind: "create variable" | "update variable";
			readonly functionId: string;
			readonly variableId: string | null;
			readonly key: string;
			readonly value: string;
			readonly isSecret: boolean;
			/** What is there is secret: nobody knows whether it differs, and it is written in any case. */
			readonly isIncomparable: boolean;
	  }
	| { readonly kind: "by hand" }
);

/** The variables of a function: what is set on purpose, and what it must have. */
export type Variables = Readonly<Record<string, string>>;

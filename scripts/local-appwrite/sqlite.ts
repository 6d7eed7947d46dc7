import type { DatabaseSync } from "node:sqlite";
import { ChatreelError } from "../../shared/core/errors.ts";

/** Opens a database of Node's own SQLite. Throws DEPENDENCY_ERROR when this Node has none, as Node 20. */
export function openDatabase(path: string): DatabaseSync {
	// An import would end every command on Node 20, also those that work on another Appwrite.
	const sqlite = process.getBuiltinModule("node:sqlite");
	if (sqlite !== undefined) return new sqlite.DatabaseSync(path);
	const needs = `The local Appwrite needs Node 22 or later, and here is ${process.version}.`;
	const ways =
		"Run it by npm after npm ci, which brings one along, or name an Appwrite by APPWRITE_ENDPOINT.";
	throw new ChatreelError("DEPENDENCY_ERROR", `${needs} ${ways}`);
}

import type { z } from "zod";
import { createFault, describe, type Fault, type Path, quote } from "../../core/fault.ts";
import { wordsFor } from "./issue-words.ts";
import { suggestion } from "./similar-name.ts";

type Issue = z.core.$ZodIssue;

/** zod says where a fault is and of which kind; the words are ours: callers see none of zod's. */
export function explainIssue(issue: Issue): readonly Fault[] {
	const path = issue.path.filter((key) => typeof key !== "symbol");
	switch (issue.code) {
		case "unrecognized_keys":
			return issue.keys.map((key) => unknownField(path, key));
		// Ours: see `refuse` in conversation.ts.
		case "custom": {
			const { allowed, received } = issue.params ?? {};
			return [createFault(path, { ...wordsFor(path), allowed: String(allowed), received: String(received) })];
		}
		case "invalid_value": {
			const near = typeof issue.input === "string" ? suggestion(issue.input, issue.values.map(String)) : "";
			return [createFault(path, { ...wordsFor(path), received: `${describe(issue.input)}${near}` })];
		}
		// A wrong type, range or form: the words for what is allowed say it all.
		default:
			return [createFault(path, { ...wordsFor(path), received: describe(issue.input) })];
	}
}

function unknownField(path: Path, key: string): Fault {
	const { allowed, fields = [] } = wordsFor(path);
	const received = `${quote(key)}${suggestion(key, fields)}`;
	return createFault([...path, key], { expected: "no such field", allowed, received });
}

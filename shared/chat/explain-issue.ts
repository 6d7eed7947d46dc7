import type { z } from "zod";
import { createFault, describe, type Fault, type Path, quote } from "./fault.ts";
import { wordsFor } from "./words.ts";

type Issue = z.core.$ZodIssue;

/** zod says where and what kind of fault it is; the words are ours, so that none of zod's reach a caller. */
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
		// The wrong type, a value out of its range, a text of another form: what is allowed says it.
		default:
			return [createFault(path, { ...wordsFor(path), received: describe(issue.input) })];
	}
}

function unknownField(path: Path, key: string): Fault {
	const { allowed } = wordsFor(path);
	return createFault([...path, key], { expected: "no such field", allowed, received: quote(key) });
}

import type { z } from "zod";
import { createFault, describe, type Fault, type Path, quote } from "./fault.ts";
import { suggestion } from "./similar-name.ts";

/** What a field expects, and what it allows. */
export type Words = {
	readonly expected: string;
	readonly allowed: string;
	/** The names of an object's fields. */
	readonly fields?: readonly string[];
};

/** How many unknown fields get a search for the nearest name: very many would cost seconds. */
const SEARCHES = 500;

/**
 * Turns zod's issues into faults: zod says where a fault is and of which kind, `wordsFor` says what the field at a path expects.
 * No word of zod's reaches a caller. Parse with `reportInput: true`. The `params` of a custom issue are words that go before those
 * of `wordsFor`; they may have `received` too.
 */
export function explainIssues(
	issues: readonly z.core.$ZodIssue[],
	wordsFor: (path: Path) => Words = wordsOfAnyField,
): readonly Fault[] {
	let searches = 0;
	return issues.flatMap((issue) => {
		const path = issue.path.filter((key) => typeof key !== "symbol");
		if (issue.code === "unrecognized_keys") {
			const { allowed, fields = [] } = wordsFor(path);
			return issue.keys.map((key) => {
				searches += 1;
				const near = searches <= SEARCHES ? suggestion(key, fields) : "";
				const received = `${quote(key)}${near}`;
				return createFault([...path, key], { expected: "no such field", allowed, received });
			});
		}
		const received = describe(issue.input);
		const words = { ...wordsFor(path), received };
		if (issue.code === "custom") return createFault(path, { ...words, ...issue.params });
		const isChoice = issue.code === "invalid_value" && typeof issue.input === "string";
		const near = isChoice ? suggestion(issue.input, issue.values.map(String)) : "";
		return createFault(path, { ...words, received: `${received}${near}` });
	});
}

const wordsOfAnyField = (): Words => ({ expected: "a value", allowed: "another one" });

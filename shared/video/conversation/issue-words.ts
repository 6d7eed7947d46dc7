import type * as z from "zod";
import { explainIssues } from "../../core/explain-issues.ts";
import type { Fault } from "../../core/fault.ts";
import { conversationSchema } from "./conversation.ts";
import { findPlace, wordsOf } from "./schema-places.ts";

/** The faults of zod's issues with `value`, in the words of the schema's fields. */
export function explainFaults(issues: readonly z.core.$ZodIssue[], value: unknown): readonly Fault[] {
	return explainIssues(issues, (path) => wordsOf(findPlace(conversationSchema, value, path)));
}

import * as z from "zod";
import { explainIssues, type Words } from "../../core/explain-issues.ts";
import { type Fault, type Path, quote, toPointer } from "../../core/fault.ts";
import { isRecord } from "../../core/json.ts";
import { conversationSchema } from "./conversation.ts";
import { chooseOption, findSchema, unwrap, wordsOf } from "./schema-places.ts";

type Issue = z.core.$ZodIssue;

/** The faults of zod's issues with `value`, in the words of the schema's fields. */
export function explainFaults(issues: readonly Issue[], value: unknown): readonly Fault[] {
	const words: WordsByPlace = new Map();
	const meant = listMeant(issues, { schema: conversationSchema, value, path: [] }, words);
	return explainIssues(meant, (path) => words.get(toPointer(path))?.() as Words);
}

/** By JSON pointer. Found when they are needed: of many faults most give no words. */
type WordsByPlace = Map<string, () => Words>;

/** A value inside the conversation, and its schema. */
type Place = { readonly schema: z.ZodType; readonly value: unknown; readonly path: Path };

/**
 * Of a union's issues those of the kind that the value is meant to be: zod reports all kinds, or one of its own choice. Collects the
 * words of each place that has an issue.
 */
function listMeant(issues: readonly Issue[], place: Place, words: WordsByPlace): readonly Issue[] {
	const unions = new Set<string>();
	return issues.flatMap((issue): readonly Issue[] => {
		const inner = issue.path.filter((key) => typeof key !== "symbol");
		const { schema, path: reached } = findSchema(place.schema, inner);
		const value = valueAt(place.value, reached);
		const path = [...place.path, ...reached];
		const pointer = toPointer(path);
		const union = unwrap(schema);
		const setWords = (kind: z.ZodType) => words.set(pointer, () => wordsOf(schema, kind));
		if (!(union instanceof z.ZodUnion)) {
			// A union has set the words of its own place.
			if (!words.has(pointer)) setWords(union);
			return [{ ...issue, path }];
		}
		if (unions.has(pointer)) return [];
		unions.add(pointer);
		const option = chooseOption(union, value);
		if (typeof option === "number") {
			const kind = union.options[option] as z.ZodType;
			setWords(isRecord(value) ? kind : union);
			const parsed = kind.safeParse(value, { reportInput: true });
			return listMeant(parsed.error?.issues ?? [], { schema: kind, value, path }, words);
		}
		setWords(union);
		const received = option?.map(quote).join(" beside ");
		const params = received === undefined ? {} : { expected: "the fields of one kind", received };
		return [{ code: "custom", path, input: value, message: "", params }];
	});
}

function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(here, key) => (here as Readonly<Record<string, unknown>> | null | undefined)?.[key],
		value,
	);
}

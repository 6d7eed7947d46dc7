import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Every Markdown page of the repository that people read, by its path. */
export const DOCUMENTS = globSync("{*.md,{docs,functions,scripts,examples,test}/**/*.md}", {
	cwd: ROOT,
}).toSorted();

export type Block = {
	readonly language: string;
	/** What stands behind the language, as in "js routes"; "" for most blocks of commands. */
	readonly name: string;
	readonly text: string;
};

export function readDocument(document: string): string {
	return readFileSync(join(ROOT, document), "utf8");
}

/** The fenced blocks of a page, also those within a list. */
export function blocksOf(document: string): readonly Block[] {
	const blocks = readDocument(document).matchAll(/^([ \t]*)```(\w*)(?: (\S+))?\n(.*?)^\1```$/gms);
	return [...blocks].map(([, indent = "", language = "", name = "", text = ""]) => ({
		language,
		name,
		text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
	}));
}

/** The one block of a page that begins so: "js routes". */
export function blockOf(document: string, title: string): string {
	const found = blocksOf(document).filter(({ language, name }) => `${language} ${name}` === title);
	if (found.length !== 1) throw new Error(`${document} has ${found.length} blocks "${title}", expected one`);
	return found[0]?.text ?? "";
}

/**
 * Where an answer differs from the JSON of a page, by its fields and their types: an object of the page has the answer's fields and
 * no others, unless it is left empty. Null may stand for anything, since it depends on the job.
 */
export function differencesOf(answer: unknown, documented: unknown, place = ""): readonly string[] {
	if (answer === null || documented === null) return [];
	if (Array.isArray(documented))
		return Array.isArray(answer)
			? documented.flatMap((item, index) =>
					index < answer.length ? differencesOf(answer[index], item, `${place}/${index}`) : [],
				)
			: [`${place}: no array`];
	if (typeof documented !== "object")
		return typeof answer === typeof documented ? [] : [`${place}: no ${typeof documented}`];
	if (typeof answer !== "object") return [`${place}: no object`];
	const [given, told] = [answer, documented] as Record<string, unknown>[];
	const names = Object.keys(told ?? {});
	if (names.length === 0) return [];
	const undocumented = Object.keys(given ?? {}).filter((name) => !names.includes(name));
	return [
		...undocumented.map((name) => `${place}/${name}: not documented`),
		...names.flatMap((name) =>
			name in (given ?? {})
				? differencesOf(given?.[name], told?.[name], `${place}/${name}`)
				: [`${place}/${name}: not answered`],
		),
	];
}

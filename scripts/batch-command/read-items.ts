import { basename, extname } from "node:path";
import { createFault, describe, quote } from "../../shared/core/fault.ts";
import { suggestion } from "../../shared/core/similar-name.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { describeForeign } from "../../shared/video/conversation/foreign-format.ts";
import { findSyntaxFault, type SyntaxFault } from "../../shared/video/conversation/json-syntax.ts";
import { type Checked, checkConversation } from "../../shared/video/conversation/parse.ts";
import { checkText } from "../../shared/video/conversation/read/check-text.ts";
import { InputError } from "../cli/exit.ts";
import { findForm, findPicturesDir } from "../cli/read-conversation.ts";
import { readTextFile } from "../cli/read-file.ts";
import { type RawItem, readCsv } from "./read-csv.ts";

export type BatchItem = {
	/** Unique in the batch. */
	readonly name: string;
	/** A file name in the folder of the videos. */
	readonly output: string;
	readonly place: string;
	/** The folder of its file, and so of its pictures. */
	readonly picturesDir: string;
	readonly conversation: Conversation | null;
	/** The text that it was read from, if that is a script. */
	readonly script?: string;
	/** Every fault, when there is no conversation. */
	readonly faults: readonly string[];
};

/** Reads and checks all jobs of all files. Throws InputError for a file that cannot be read. */
export function readItems(files: readonly string[], maxMessages: number): readonly BatchItem[] {
	const raw = files.flatMap((file) => {
		const picturesDir = findPicturesDir(file);
		return readJobs(file).map((job) => ({ ...job, picturesDir }));
	});
	// By name, the number for the next job of that name.
	const taken = new Map<string, number>();
	const outputs = new Map<string, string>();
	return raw.map((item) => {
		const { faults: more = [], lines, place, picturesDir } = item;
		const checked =
			item.text === undefined
				? checkConversation(item.value, { maxMessages })
				: checkText(item.text, { maxMessages });
		const name = makeUnique(safeName(item.name), taken);
		const [output, outputFaults] = readOutput(item.output, name);
		outputFaults.push(...findSharedOutput(output, place, outputs));
		// Faults of the rows explain those of the conversation.
		const ownFaults = more.length > 0 ? [] : describeFaults(checked, lines);
		const foreign = checked.ok || item.text === undefined ? null : describeForeign(item.text);
		const faults = [...(foreign === null ? [] : [foreign]), ...more, ...outputFaults, ...ownFaults];
		const conversation = checked.ok && faults.length === 0 ? checked.conversation : null;
		const script = item.text?.form === "script" ? { script: item.text.text } : {};
		return { name, output, place, picturesDir, conversation, faults, ...script };
	});
}

function readJobs(file: string): readonly RawItem[] {
	const text = readTextFile(file);
	const name = basename(file);
	switch (extname(file).toLowerCase()) {
		case ".csv":
		case ".tsv":
			return readCsv(text, name);
		case ".jsonl":
		case ".ndjson":
			return readJsonl(text, name);
		default:
			return [
				{ name: basename(file, extname(file)), place: name, text: { text, form: findForm(file, text) } },
			];
	}
}

function readJsonl(text: string, file: string): readonly RawItem[] {
	const lines = text.split(/\r\n|\r|\n/);
	requireLines(text, lines, file);
	return lines.flatMap((line, index): RawItem[] => {
		if (line.trim() === "") return [];
		const place = `${file} line ${index + 1}`;
		const unnamed = `${basename(file, extname(file))}-${index + 1}`;
		const syntaxFault = findSyntaxFault(line);
		if (syntaxFault !== null)
			return [{ name: unnamed, place, faults: [describeSyntaxFault(syntaxFault, index)] }];
		const value: unknown = JSON.parse(line);
		if (typeof value !== "object" || value === null || Array.isArray(value) || !("conversation" in value)) {
			const faults = [
				`line ${index + 1}: expected {id?, conversation, output?}, received ${describe(value)}`,
			];
			return [{ name: unnamed, place, value, faults }];
		}
		const { id, conversation, output, ...rest } = value as Record<string, unknown>;
		const unknown = Object.keys(rest).map(
			(key) => `no such field: ${quote(key)}${suggestion(key, ["id", "conversation", "output"])}`,
		);
		const isNamed = id === undefined || typeof id === "string" || typeof id === "number";
		const faults = [...unknown, ...(isNamed ? [] : [`id: expected a text, received ${describe(id)}`])];
		return [{ name: isNamed ? String(id ?? unnamed) : unnamed, place, value: conversation, output, faults }];
	});
}

/** Throws InputError for one JSON value over several lines: every line would be a fault. */
function requireLines(text: string, lines: readonly string[], file: string): void {
	const first = lines.find((line) => line.trim() !== "") ?? "";
	if (findSyntaxFault(first) === null || findSyntaxFault(text) !== null) return;
	const advice = "write each job on a line of its own, or call the file .json";
	throw new InputError(`${file} holds one JSON value over several lines: ${advice}.`);
}

function describeSyntaxFault({ column, expected, received }: SyntaxFault, index: number): string {
	return createFault([], { expected, allowed: "JSON", received }, `line ${index + 1}, column ${column}`)
		.message;
}

/** Adds the line of its message to a fault, when known. */
function describeFaults(checked: Checked, lines: readonly number[] | undefined): readonly string[] {
	if (checked.ok) return [];
	return checked.faults.map(({ pointer, message }) => {
		const index = /^\/messages\/(\d+)/.exec(pointer)?.[1];
		const line = index === undefined ? undefined : lines?.[Number(index)];
		return line === undefined ? message : `line ${line}: ${message}`;
	});
}

function readOutput(output: unknown, name: string): readonly [string, string[]] {
	if (output === undefined || output === null) return [`${name}.mp4`, []];
	const expected = typeof output === "string" ? expectedOutput(output) : "a file name";
	if (typeof output === "string" && expected === null) return [output, []];
	const received = typeof output === "string" ? JSON.stringify(output) : describe(output);
	return [`${name}.mp4`, [`output: expected ${expected}, received ${received}`]];
}

/** The longest file name on Linux, minus what `.poster.png` is longer than `.mp4`. */
const NAME_BYTES = 255 - 7;

/** What was expected of an output that is wrong; null for a good one. */
function expectedOutput(output: string): string | null {
	const isAbsolute = /^[/\\]|^[a-z]:[/\\]/i.test(output);
	if (isAbsolute) return "a file name within the folder of the videos, not an absolute path";
	if (output.split(/[/\\]/).includes(".."))
		return "a file name within the folder of the videos, without `..`";
	if (/[/\\]/.test(output)) return "a file name without folders";
	if (/\p{Cc}|\p{Cs}/u.test(output)) return "a file name without control characters";
	if (!/\.mp4$/i.test(output)) return "a file name that ends in .mp4";
	if (output.length === ".mp4".length) return "a name before .mp4";
	return Buffer.byteLength(output) > NAME_BYTES ? `a file name of at most ${NAME_BYTES} bytes` : null;
}

/** Finds an output that an earlier job has. Not every disk distinguishes capitals or composed letters. */
function findSharedOutput(output: string, place: string, outputs: Map<string, string>): readonly string[] {
	const key = output.normalize().toLowerCase();
	const earlier = outputs.get(key);
	if (earlier === undefined) outputs.set(key, place);
	return earlier === undefined
		? []
		: [`output: expected another file than that of ${earlier}, received ${JSON.stringify(output)}`];
}

function safeName(name: string): string {
	const safe = name.replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "");
	return safe.slice(0, 80) || "job";
}

function makeUnique(name: string, taken: Map<string, number>): string {
	const key = name.toLowerCase();
	let n = taken.get(key) ?? 1;
	const nth = () => (n === 1 ? name : `${name}-${n}`);
	while (taken.has(nth().toLowerCase())) n += 1;
	const free = nth();
	taken.set(free.toLowerCase(), 2);
	taken.set(key, n + 1);
	return free;
}

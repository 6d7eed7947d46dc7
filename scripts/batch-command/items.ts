import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { type Checked, checkConversation, checkConversationText } from "../../shared/chat/parse.ts";
import { UsageError } from "../cli/exit.ts";
import { systemCodeOf } from "../cli/system-code.ts";
import { readCsv } from "./csv.ts";

/** A job as a file has it; `value` is what should be a conversation. */
export type RawItem = {
	readonly name: string;
	/** Where it stands, for messages. */
	readonly place: string;
	readonly value?: unknown;
	/** JSON text in place of a value. */
	readonly text?: string;
	readonly output?: unknown;
	/** Lines of its messages, where each has its own. */
	readonly lines?: readonly number[];
	/** What is wrong with it beside its conversation. */
	readonly faults?: readonly string[];
};

export type BatchItem = {
	/** Its own within the batch; the video's file has it. */
	readonly name: string;
	/** Beneath the folder of the videos. */
	readonly output: string;
	readonly place: string;
	readonly conversation: Conversation | null;
	/** Every fault, where there is no conversation. */
	readonly faults: readonly string[];
};

/** All jobs of all files, each checked by itself. Throws UsageError where a file cannot be read at all. */
export function readItems(files: readonly string[], maxMessages: number): readonly BatchItem[] {
	const raw = files.flatMap((file) => readFile(file));
	const taken = new Set<string>();
	const outputs = new Map<string, string>();
	return raw.map((item) => {
		const { faults: more = [], lines, place } = item;
		const checked =
			item.text === undefined
				? checkConversation(item.value, { maxMessages })
				: checkConversationText(item.text, { maxMessages });
		const name = distinct(safeName(item.name), taken);
		const [output, outputFaults] = outputOf(item.output, name);
		outputFaults.push(...sharedFaults(output, place, outputs));
		// What is wrong with the rows says more than what the conversation lacks for it.
		const ofConversation = more.length > 0 ? [] : faultsOf(checked, lines);
		const faults = [...more, ...outputFaults, ...ofConversation];
		const conversation = checked.ok && faults.length === 0 ? checked.conversation : null;
		return { name, output, place, conversation, faults };
	});
}

function readFile(file: string): readonly RawItem[] {
	const text = read(file);
	const name = basename(file);
	switch (extname(file).toLowerCase()) {
		case ".csv":
			return readCsv(text, name);
		case ".jsonl":
		case ".ndjson":
			return readJsonl(text, name);
		default:
			return [{ name: basename(file, extname(file)), place: name, text }];
	}
}

function readJsonl(text: string, file: string): readonly RawItem[] {
	const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
	return lines.flatMap((line, index): RawItem[] => {
		if (line.trim() === "") return [];
		const place = `${file} line ${index + 1}`;
		const unnamed = `${basename(file, extname(file))}-${index + 1}`;
		let value: unknown;
		try {
			value = JSON.parse(line);
		} catch {
			return [{ name: unnamed, place, text: line }];
		}
		if (typeof value !== "object" || value === null || Array.isArray(value) || !("conversation" in value)) {
			const faults = ["expected {id?, conversation, output?}"];
			return [{ name: unnamed, place, value, faults }];
		}
		const { id, conversation, output, ...rest } = value as Record<string, unknown>;
		const strangers = Object.keys(rest).map((key) => `no such field: ${JSON.stringify(key)}`);
		const isNamed = id === undefined || typeof id === "string" || typeof id === "number";
		const faults = [...strangers, ...(isNamed ? [] : ["id: expected a text"])];
		return [{ name: isNamed ? String(id ?? unnamed) : unnamed, place, value: conversation, output, faults }];
	});
}

/** The line of the message that a fault is in, where it has one. */
function faultsOf(checked: Checked, lines: readonly number[] | undefined): readonly string[] {
	if (checked.ok) return [];
	return checked.faults.map(({ pointer, message }) => {
		const index = /^\/messages\/(\d+)/.exec(pointer)?.[1];
		const line = index === undefined ? undefined : lines?.[Number(index)];
		return line === undefined ? message : `line ${line}: ${message}`;
	});
}

function outputOf(output: unknown, name: string): readonly [string, string[]] {
	if (output === undefined || output === null) return [`${name}.mp4`, []];
	const isFile = typeof output === "string" && /^[^/\\\p{Cc}]{1,200}\.mp4$/iu.test(output);
	if (isFile) return [output, []];
	return [
		`${name}.mp4`,
		[`output: expected a file name that ends in .mp4, received ${JSON.stringify(output)}`],
	];
}

/** What is wrong with an output that an earlier job has; not every disk tells capitals or composed letters apart. */
function sharedFaults(output: string, place: string, outputs: Map<string, string>): readonly string[] {
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

function distinct(name: string, taken: Set<string>): string {
	let free = name;
	for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}-${n}`;
	taken.add(free.toLowerCase());
	return free;
}

function read(file: string): string {
	const bytes = readBytes(file);
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch (cause) {
		throw new UsageError(`${basename(file)} is not in UTF-8: save it so, and call again.`, { cause });
	}
}

function readBytes(file: string): Uint8Array {
	try {
		return readFileSync(file);
	} catch (cause) {
		throw new UsageError(`${basename(file)} cannot be read: ${systemCodeOf(cause)}.`, { cause });
	}
}

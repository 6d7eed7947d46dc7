import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { text } from "node:stream/consumers";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { parseConversation, parseConversationText } from "../../shared/chat/parse.ts";
import { UsageError } from "../cli/exit.ts";
import type { RenderArguments } from "./arguments.ts";

/** The file (or stdin) with the flags laid over it, checked as one: a flag's fault is told like one of the file. */
export async function readConversation(
	{ input, overrides }: RenderArguments,
	maxMessages: number,
): Promise<Conversation> {
	const source = await readInput(input);
	if (
		Object.keys(overrides.theme).length + Object.keys(overrides.video).length === 0 &&
		overrides.sound === undefined
	) {
		return parseConversationText(source, { maxMessages });
	}
	// The file is judged by itself first, so that what is not JSON, or no object, is told as such.
	const value: unknown = parseOrNull(source);
	if (!isRecord(value)) return parseConversationText(source, { maxMessages });
	const layered = {
		...value,
		...layer(value, "theme", overrides.theme),
		...layer(value, "video", overrides.video),
		...(overrides.sound === undefined ? {} : { sound: overrides.sound }),
	};
	return parseConversation(layered, { maxMessages });
}

async function readInput(input: string): Promise<string> {
	if (input === "-") return text(process.stdin);
	try {
		return await readFile(input, "utf8");
	} catch (cause) {
		const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
		throw new UsageError(`${basename(input)} cannot be read: ${code}.`, { cause });
	}
}

function layer(value: Record<string, unknown>, field: string, override: object): object {
	if (Object.keys(override).length === 0) return {};
	const present = value[field];
	return {
		[field]: present === undefined ? override : isRecord(present) ? { ...present, ...override } : present,
	};
}

function parseOrNull(source: string): unknown {
	try {
		return JSON.parse(source);
	} catch {
		return null;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

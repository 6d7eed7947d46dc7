import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { text } from "node:stream/consumers";
import { UsageError } from "../cli/exit.ts";
import { systemCodeOf } from "../cli/system-code.ts";
import type { Overrides } from "./flags.ts";

const NO_OVERRIDES: Overrides = { theme: {}, video: {} };

/**
 * A conversation's text as its file (or stdin, for `-`) has it, with the flags laid over it, so that a flag's fault is
 * told like one of the file. What is not JSON, or no object, is left as it is, to be told as such. Throws UsageError
 * where the file cannot be read.
 */
export async function readConversationText(
	input: string,
	overrides: Overrides = NO_OVERRIDES,
): Promise<string> {
	const source = await readInput(input);
	const { theme, video, sound } = overrides;
	if (Object.keys(theme).length + Object.keys(video).length === 0 && sound === undefined) return source;
	const value: unknown = parseOrNull(source);
	if (!isRecord(value)) return source;
	return JSON.stringify({
		...value,
		...layer(value, "theme", theme),
		...layer(value, "video", video),
		...(sound === undefined ? {} : { sound }),
	});
}

async function readInput(input: string): Promise<string> {
	if (input === "-") return text(process.stdin);
	try {
		return await readFile(input, "utf8");
	} catch (cause) {
		throw new UsageError(`${basename(input)} cannot be read: ${systemCodeOf(cause)}.`, { cause });
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

import { isRecord } from "../../shared/core/json.ts";
import type { Overrides } from "./conversation-flags.ts";
import { readStdin, readTextFile } from "./read-file.ts";

const NO_OVERRIDES: Overrides = { theme: {}, video: {} };

/**
 * A conversation's text as its file (or stdin, for `-`) has it, with the flags laid over it, so that a flag's fault is
 * told like one of the file. What is not JSON, or no object, is left as it is, to be told as such. Throws InputError
 * where the file cannot be read, or is in no known encoding.
 */
export async function readConversationText(
	input: string,
	overrides: Overrides = NO_OVERRIDES,
): Promise<string> {
	const source = input === "-" ? await readStdin() : readTextFile(input);
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

import { dirname, resolve } from "node:path";
import { ChatreelError } from "../../shared/core/errors.ts";
import { isRecord } from "../../shared/core/json.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { describeForeign } from "../../shared/video/conversation/foreign-format.ts";
import { checkConversationText, parseConversationText } from "../../shared/video/conversation/parse.ts";
import type { Overrides } from "./conversation-flags.ts";
import { readStdin, readTextFile } from "./read-file.ts";

/** The folder of a conversation's pictures: its own, or for stdin the one in which the command runs. */
export function findPicturesDir(input: string): string {
	return input === "-" ? process.cwd() : dirname(resolve(input));
}

const NO_OVERRIDES: Overrides = { theme: {}, video: {} };

/**
 * The text of a file (of stdin for `-`) with the flags merged into it, so that a flag's fault is reported like one of the file.
 * Returns text that is no JSON object unchanged: checking it reports that. Throws InputError for an unreadable file.
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
		...merge(value, "theme", theme),
		...merge(value, "video", video),
		...(sound === undefined ? {} : { sound }),
	});
}

/** The first faults of another program's file say all; the others repeat them. */
const FAULTS_OF_FOREIGN = 3;

/** Like `parseConversationText`, but the error of another program's file names that program. */
export function parseInput(source: string, maxMessages: number): Conversation {
	const foreign = describeForeign(source);
	if (foreign === null) return parseConversationText(source, { maxMessages });
	const checked = checkConversationText(source, { maxMessages });
	if (checked.ok) return checked.conversation;
	const faults = checked.faults.slice(0, FAULTS_OF_FOREIGN);
	throw new ChatreelError("INVALID_INPUT", foreign, {
		details: { faults, faultCount: checked.faults.length },
	});
}

function merge(value: Record<string, unknown>, field: string, override: object): object {
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

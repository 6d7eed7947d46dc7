import { dirname, extname, resolve } from "node:path";
import { ChatreelError } from "../../shared/core/errors.ts";
import { createInputError } from "../../shared/core/fault.ts";
import { isRecord } from "../../shared/core/json.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { describeForeign } from "../../shared/video/conversation/foreign-format.ts";
import { checkText } from "../../shared/video/conversation/read/check-text.ts";
import {
	type ConversationText,
	guessForm,
	type TextForm,
} from "../../shared/video/conversation/text-form.ts";
import type { Overrides } from "./conversation-flags.ts";
import { readStdin, readTextFile } from "./read-file.ts";

/** The folder of a conversation's pictures: its own, or for stdin the one in which the command runs. */
export function findPicturesDir(input: string): string {
	return input === "-" ? process.cwd() : dirname(resolve(input));
}

const NO_OVERRIDES: Overrides = { theme: {}, video: {} };

/**
 * The text of a file (of stdin for `-`) with the flags merged into it, so that a flag's fault is reported like one of the file.
 * Returns JSON that is no object unchanged: checking it reports that. Throws InputError for an unreadable file.
 */
export async function readConversationText(
	input: string,
	overrides: Overrides = NO_OVERRIDES,
): Promise<ConversationText> {
	const text = input === "-" ? await readStdin() : readTextFile(input);
	const form = findForm(input, text);
	const { theme, video, sound } = overrides;
	if (Object.keys(theme).length + Object.keys(video).length === 0 && sound === undefined)
		return { text, form };
	const change = (value: Record<string, unknown>) => ({
		...value,
		...merge(value, "theme", theme),
		...merge(value, "video", video),
		...(sound === undefined ? {} : { sound }),
	});
	if (form === "script") return { text, form, change };
	const value: unknown = parseOrNull(text);
	return { text: isRecord(value) ? JSON.stringify(change(value)) : text, form };
}

/** A file whose name ends in .json is JSON, broken or not; any other tells its form itself. */
export function findForm(file: string, text: string): TextForm {
	return extname(file).toLowerCase() === ".json" ? "json" : guessForm(text);
}

/** The first faults of another program's file say all; the others repeat them. */
const FAULTS_OF_FOREIGN = 3;

/** Checks a conversation. Throws INVALID_INPUT with its faults; the error of another program's file names that program. */
export function parseInput(input: ConversationText, maxMessages: number): Conversation {
	const checked = checkText(input, { maxMessages });
	if (checked.ok) return checked.conversation;
	const { faults } = checked;
	const foreign = describeForeign(input);
	if (foreign === null) throw createInputError(input.form === "json" ? "conversation" : "script", faults);
	throw new ChatreelError("INVALID_INPUT", foreign, {
		details: { faults: faults.slice(0, FAULTS_OF_FOREIGN), faultCount: faults.length },
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

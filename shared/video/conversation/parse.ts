import { createFault, createInputError, type Fault } from "../../core/fault.ts";
import { type Conversation, conversationSchema } from "./conversation.ts";
import { drawnMessages } from "./drawn-messages.ts";
import { explainFaults } from "./issue-words.ts";
import { findSyntaxFault } from "./json-syntax.ts";
import { LIMITS } from "./limits.ts";
import { listPictures } from "./pictures/list-pictures.ts";
import { findSizeFaults } from "./size-faults.ts";
import { findWholeFaults, listMessages } from "./whole-faults.ts";

export type ParseOptions = {
	/** Default 50. */
	readonly maxMessages?: number | undefined;
	/** How many messages beyond the limit are checked; the rest are counted. Default: `MORE_MESSAGES`. */
	readonly moreMessages?: number;
	/** Stop after this many messages with faults. Default: check all. */
	readonly firstMessages?: number | undefined;
};

export const MORE_MESSAGES = 1000;

export type Checked =
	| { readonly ok: true; readonly conversation: Conversation }
	| { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * JSON text → conversation. Throws INVALID_INPUT with `details: {faults, faultCount}`: every fault, of which the first 500 are
 * listed. Skips a byte order mark.
 */
export function parseConversationText(text: string, options: ParseOptions = {}): Conversation {
	return unwrap(checkConversationText(text, options));
}

/** Value → conversation; a copy. Throws as `parseConversationText`. */
export function parseConversation(value: unknown, options: ParseOptions = {}): Conversation {
	return unwrap(checkConversation(value, options));
}

/** As `parseConversationText`, but returns the faults. */
export function checkConversationText(text: string, options: ParseOptions = {}): Checked {
	const tooLarge = findSizeFaults(text);
	if (tooLarge.length > 0) return { ok: false, faults: tooLarge };
	const json = text.replace(/^\ufeff/, "");
	const syntaxFault = findSyntaxFault(json);
	if (syntaxFault !== null) {
		const { line, column, ...words } = syntaxFault;
		const fault = createFault([], { ...words, allowed: "JSON" }, `line ${line}, column ${column}`);
		return { ok: false, faults: [fault] };
	}
	return checkFields(JSON.parse(json), options);
}

/** As `parseConversation`, but returns the faults. */
export function checkConversation(value: unknown, options: ParseOptions = {}): Checked {
	const json = toJson(value);
	if (json === null) {
		const received = "one that refers to itself, goes too deep, or holds what JSON cannot";
		return {
			ok: false,
			faults: [createFault([], { expected: "a conversation", allowed: "a JSON value", received })],
		};
	}
	const tooLarge = findSizeFaults(json);
	return tooLarge.length > 0 ? { ok: false, faults: tooLarge } : checkFields(value, options);
}

/** As `checkConversation`, of a value of JSON whose size is bounded already. */
export function checkFields(
	value: unknown,
	{ maxMessages = LIMITS.messages, moreMessages = MORE_MESSAGES, firstMessages }: ParseOptions,
): Checked {
	const messages = listMessages(value) ?? [];
	if (firstMessages !== undefined && messages.length > firstMessages) {
		const first = checkFields(
			{ ...Object(value), messages: messages.slice(0, firstMessages) },
			{ maxMessages },
		);
		if (!first.ok) return { ok: false, faults: [...first.faults, unseen(messages.length - firstMessages)] };
	}
	const seen = withoutFlood(value, maxMessages + moreMessages);
	const parsed = conversationSchema.safeParse(seen, { reportInput: true });
	const ofFields = parsed.success ? [] : explainFaults(parsed.error.issues, value);
	const faults = inOrder([
		...ofFields,
		...findWholeFaults(value, maxMessages, maxMessages + moreMessages),
		...(parsed.success ? findPictureCountFaults(parsed.data) : []),
	]);
	if (!parsed.success || faults.length > 0) return { ok: false, faults };
	return drawnMessages(parsed.data).length === 0
		? { ok: false, faults: [nothingDrawn()] }
		: { ok: true, conversation: parsed.data };
}

function findPictureCountFaults(conversation: Conversation): readonly Fault[] {
	const { length } = listPictures(conversation);
	const { count } = LIMITS.picture;
	if (length <= count) return [];
	return [createFault([], { expected: "pictures", allowed: `at most ${count}`, received: String(length) })];
}

/** A video of lines and pauses alone, or of sounds, which are not heard yet, would be empty. */
function nothingDrawn(): Fault {
	const words = {
		expected: "messages",
		allowed: "at least one message with a text, pictures or a voice note",
		received: "none",
	};
	return createFault(["messages"], words);
}

function unseen(count: number): Fault {
	const received = `${count} more messages, which were not looked at`;
	return createFault(["messages"], {
		expected: "messages without faults",
		allowed: "none of these",
		received,
	});
}

/** Counts messages far beyond the limit without checking them: refusing half a megabyte of `0,0,0…` would cost over a CPU second. */
function withoutFlood(value: unknown, lookedAt: number): unknown {
	const messages = listMessages(value);
	if (messages === null || messages.length <= lookedAt) return value;
	return { ...Object(value), messages: messages.slice(0, lookedAt) };
}

/** Sorts by place, messages by number. Two checks that fail for one reason give equal faults: one is enough. */
function inOrder(faults: readonly Fault[]): readonly Fault[] {
	const distinct = new Map(faults.map((fault) => [`${fault.pointer} ${fault.message}`, fault]));
	return [...distinct.values()].sort((a, b) => BY_NUMBER.compare(a.pointer, b.pointer));
}

/** Made once: of 100,000 conversations of a batch, one each took most of the time. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

function unwrap(checked: Checked): Conversation {
	if (checked.ok) return checked.conversation;
	throw createInputError("conversation", checked.faults);
}

function toJson(value: unknown): string | null {
	try {
		return JSON.stringify(value) ?? "";
	} catch {
		return null;
	}
}

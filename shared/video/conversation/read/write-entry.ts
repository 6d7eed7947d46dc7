import { isMessage } from "../chat-entries.ts";
import type { Conversation } from "../conversation.ts";
import { escapeText, writeSource, writeValue } from "./script-text.ts";
import type { Names } from "./write-names.ts";

type Entry = Conversation["messages"][number];
type Message = Extract<Entry, { readonly from?: unknown }>;

/** An entry as the lines of a script. As JSON if somebody in it has no name of their own. */
export function writeEntry(entry: Entry, names: Names): readonly string[] {
	return writeLines(entry, names) ?? [JSON.stringify(entry)];
}

function writeLines(entry: Entry, names: Names): readonly string[] | null {
	if (isMessage(entry)) return writeMessage(entry, names);
	if ("pause" in entry) return [`[pause ${entry.pause}]`];
	if ("system" in entry) return [`[system ${writeValue(entry.system)}]`];
	if ("date" in entry) return [`--- ${writeValue(entry.date)}`];
	if ("status" in entry) return [`[status ${writeValue(entry.status)}]`];
	const { from, seconds } = entry.typing;
	if (from === undefined) return [`[typing ${seconds}]`];
	const name = names.word(from);
	return name === null ? null : [`[typing ${name} ${seconds}]`];
}

function writeMessage(message: Message, names: Names): readonly string[] | null {
	const { from, sender = "you" } = message;
	const writer = from ?? sender;
	const head = names.head(writer);
	const reactions = (message.reactions ?? []).map((reaction) => writeReaction(reaction, writer, names));
	if (head === null || reactions.includes(null)) return null;
	return [
		...writeBefore(message),
		[`${head}:`, ...writeContent(message)].join(" "),
		...writeAfter(message, writer),
		...reactions.flatMap((line) => line ?? []),
		...writeChanges(message),
	];
}

/** What is said of the message that follows. */
function writeBefore({ id, timestamp, pause, time, typed, replyTo }: Message): readonly string[] {
	const isDraft = typeof typed === "object";
	return [
		...(id === undefined ? [] : [`[id ${id}]`]),
		...(timestamp === undefined ? [] : [`[at ${timestamp}]`]),
		...(pause === undefined ? [] : [`[wait ${pause}]`]),
		...(time === undefined ? [] : [`[time ${time}]`]),
		...(replyTo === undefined ? [] : [`[reply to ${typeof replyTo === "number" ? `#${replyTo}` : replyTo}]`]),
		...(typed === undefined || isDraft ? [] : [typed ? "[typed]" : "[untyped]"]),
		...(isDraft ? [`[draft: ${escapeText(typed.draft)}]`] : []),
	];
}

function writeContent({ images, voice, audio, text }: Message): readonly string[] {
	return [
		...(images === undefined
			? []
			: [`[image ${images.map((image) => writeSource(image, true)).join(", ")}]`]),
		...(voice === undefined ? [] : [`[voice ${writeLength(voice.seconds)}]`]),
		...(audio === undefined ? [] : [`[sound ${writeSource(audio)}]`]),
		...(text === undefined ? [] : [escapeText(text)]),
	];
}

/** Whole seconds as a voice note shows them. */
function writeLength(seconds: number): string {
	if (!Number.isInteger(seconds)) return String(seconds);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function writeAfter({ link, receipt }: Message, writer: string): readonly string[] {
	const isShort = writer === "you" && receipt !== "none";
	return [
		...(link === undefined ? [] : [writeLink(link)]),
		...(receipt === undefined ? [] : [isShort ? `[${receipt}]` : `[receipt ${receipt}]`]),
	];
}

function writeLink({ title, site, picture }: NonNullable<Message["link"]>): string {
	const parts = [
		writeValue(title, true),
		...(site === undefined ? [] : [`site ${writeValue(site, true)}`]),
		...(picture === undefined ? [] : [`picture ${writeSource(picture, true)}`]),
	];
	return `[link ${parts.join(", ")}]`;
}

type Reaction = NonNullable<Message["reactions"]>[number];

function writeReaction({ emoji, from, after }: Reaction, writer: string, names: Names): string | null {
	const what = /^\S+$/.test(emoji) && !emoji.startsWith('"') ? emoji : JSON.stringify(emoji);
	const time = after === undefined ? "" : ` after ${after}`;
	if (from === undefined) return `[reaction ${what}${time}]`;
	const name = names.word(from);
	if (name === null) return null;
	// A deed is done to somebody else's message.
	return names.isSame(from, writer)
		? `[reaction ${what} from ${name}${time}]`
		: `[${name} reacts ${what}${time}]`;
}

function writeChanges({ edited, deleted }: Message): readonly string[] {
	return [
		...(edited === undefined ? [] : [`[edited after ${edited.after}: ${escapeText(edited.text)}]`]),
		...(deleted === undefined ? [] : [`[deleted after ${deleted.after}]`]),
	];
}

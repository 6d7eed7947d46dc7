import type { ChatState } from "../../conversation/chat-state.ts";
import { findDirection } from "../../text/direction.ts";
import { fillWords, isolate } from "../../text/fill-words.ts";
import type { Look } from "../../themes/look.ts";
import type { EntryContent, MessageContent } from "../entry-content.ts";
import type { People } from "../people.ts";

/** What the header says of the others beside their name. */
export type HeaderStatus = {
	/** Null: nothing. */
	readonly text: string | null;
	readonly isTyping: boolean;
	readonly isOnline: boolean;
};

type StatusInput = {
	readonly look: Look;
	readonly people: People;
	readonly contents: ReadonlyMap<number, EntryContent>;
};

type Said = Pick<ChatState, "status" | "entries">;

/** Who types, where the look says so in the header; else the status; else who is in a group, where the look names them. */
export function createHeaderStatus({ look, people, contents }: StatusInput): (state: Said) => HeaderStatus {
	return ({ status, entries }) => {
		const typing = findTyping(entries, contents);
		const isOnline = status !== null && saysOnline(status, look);
		if (typesInHeader(look) && typing.length > 0)
			return { text: typingText(typing, people, look), isTyping: true, isOnline };
		return { text: status ?? groupStatus(look, people), isTyping: false, isOnline };
	};
}

/** Whether a status is what an app says of somebody who is there. */
function saysOnline(status: string, { words }: Look): boolean {
	return [words.online, words.activeNow].some((word) => word.toLowerCase() === status.toLowerCase());
}

const typesInHeader = ({ header }: Look) => header.status.typing !== undefined;

function findTyping(entries: Said["entries"], contents: StatusInput["contents"]): readonly MessageContent[] {
	return entries.flatMap(({ entry, shows }) => {
		const content = contents.get(entry);
		return shows === "typing" && content?.kind === "message" && !content.isOwn ? content : [];
	});
}

/** In a group it says who, or how many. */
function typingText(typing: readonly MessageContent[], { isGroup }: People, { words }: Look): string {
	const people = new Map(typing.flatMap(({ person }) => (person === null ? [] : [[person.id, person.name]])));
	const [name, other] = [...people.values()];
	if (!isGroup || name === undefined) return words.typing;
	if (other === undefined) return fillWords(words.typingOne, { name });
	if (people.size === 2) return fillWords(words.typingTwo, { name, other });
	return fillWords(words.typingMany, { count: String(people.size) });
}

function groupStatus({ header, words }: Look, { isGroup, others }: People): string | null {
	const namesThem = isGroup && header.kind === "leading" && header.groupStatus === "names";
	if (!namesThem) return null;
	const direction = findDirection(words.you);
	return [...others.map(({ name }) => isolate(name, direction)), words.you].join(", ");
}

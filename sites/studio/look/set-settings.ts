import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import type { Story } from "../story/story.ts";

type Group = "theme" | "device" | "video";

/** Changes fields of a group of settings; undefined takes one away, and the last takes the group away. */
export function setFields<Name extends Group>(
	{ conversation, rowKeys }: Story,
	group: Name,
	fields: { readonly [Key in keyof NonNullable<ConversationInput[Name]>]?: unknown },
): Story {
	const given = Object.entries({ ...conversation[group], ...fields });
	const kept = given.filter(([, value]) => value !== undefined);
	const { [group]: _, ...rest } = conversation;
	const changed = kept.length === 0 ? rest : { ...rest, [group]: Object.fromEntries(kept) };
	// The page offers only values that the schema has; what else comes in is checked before it is shown.
	return { rowKeys, conversation: changed as ConversationInput };
}

export function setSetting<Name extends "pace" | "sound" | "locale" | "keyboard" | "title">(
	{ conversation, rowKeys }: Story,
	name: Name,
	value: ConversationInput[Name],
): Story {
	const { [name]: _, ...rest } = conversation;
	const changed = value === undefined ? rest : { ...rest, [name]: value };
	return { rowKeys, conversation: changed as ConversationInput };
}

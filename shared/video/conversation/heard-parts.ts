import type { Conversation } from "./conversation.ts";

/** What is heard in a video. */
export type HeardParts = { readonly messages: boolean; readonly keys: boolean; readonly volume: number };

/** Null: the video has no sound track. */
export function findHeard({ sound }: Pick<Conversation, "sound">): HeardParts | null {
	if (sound === false) return null;
	if (sound === true) return { messages: true, keys: true, volume: 1 };
	const { messages = true, keys = true, volume = 1 } = sound;
	return messages || keys ? { messages, keys, volume } : null;
}

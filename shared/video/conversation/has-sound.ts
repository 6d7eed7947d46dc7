import type { Conversation } from "./conversation.ts";

/** Whether the video has a sound track. Messages are all that is heard today. */
export function hasSound({ sound }: Pick<Conversation, "sound">): boolean {
	return typeof sound === "boolean" ? sound : sound.messages !== false;
}

import { toChatreelError } from "../../../shared/core/errors.ts";
import type { Fault } from "../../../shared/core/fault.ts";
import type { Conversation } from "../../../shared/video/conversation/conversation.ts";
import { checkConversation } from "../../../shared/video/conversation/parse.ts";
import { decodePictures } from "../../../shared/video/decode-pictures.ts";
import type { DrawnImage } from "../../../shared/video/paint/rasterise.ts";
import { type FilmOptions, type PlannedChat, planChat } from "../../../shared/video/plan-film.ts";
import type { PageMachine } from "../machine/open-machine.ts";

/** A conversation whose resting pictures are laid out. What moves between them is planned later. */
export type PlannedStory = {
	readonly conversation: Conversation;
	readonly chat: PlannedChat;
	readonly images: ReadonlyMap<string, DrawnImage>;
};

/** Plans a conversation, and decodes its pictures. Returns its faults if it has some; rejects only if the machine fails. */
export async function planStory(
	value: unknown,
	machine: PageMachine,
	options: Pick<FilmOptions, "open" | "kept" | "runSteps"> = {},
): Promise<PlannedStory | { readonly faults: readonly Fault[] }> {
	const checked = checkConversation(value);
	if (!checked.ok) return { faults: checked.faults };
	const { conversation } = checked;
	try {
		const chat = await planChat(conversation, machine, options);
		const images = await decodePictures(chat.pictures, chat.layout.rests, machine);
		return { conversation, chat, images };
	} catch (thrown) {
		return { faults: listFaults(thrown) };
	}
}

/** Those of an error that says which they are; of another, its own words as a fault of the whole. */
function listFaults(thrown: unknown): readonly Fault[] {
	const { kind, details, message } = toChatreelError(thrown);
	if (kind === "UNKNOWN") throw thrown;
	const faults = details["faults"];
	if (Array.isArray(faults)) return faults as unknown as readonly Fault[];
	return [{ pointer: "", message, expected: "", allowed: "", received: "" }];
}

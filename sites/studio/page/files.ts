import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import { listPeople } from "../story/people.ts";
import { isMessage } from "../story/story.ts";

/** Hands a conversation to the browser as a file. */
export function saveFile(conversation: ConversationInput): void {
	const text = `${JSON.stringify(conversation, null, "\t")}\n`;
	download(new Blob([text], { type: "application/json" }), `${fileName(conversation)}.json`);
}

export function download(blob: Blob, name: string): void {
	const address = URL.createObjectURL(blob);
	const anchor = document.createElement("a");
	anchor.href = address;
	anchor.download = name;
	anchor.click();
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The first words of a story, as far as every system takes them. */
function fileName(conversation: ConversationInput): string {
	return (
		titleOf(conversation)
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
			.replace(/^-+|-+$/g, "")
			.slice(0, 60) || "chat"
	);
}

/** What a story is called in lists: its title, or with whom and the first words. */
export function titleOf(conversation: ConversationInput): string {
	if (conversation.title !== undefined && conversation.title !== "") return conversation.title;
	const first = conversation.messages.find((entry) => isMessage(entry) && entry.text !== undefined);
	const words = first !== undefined && isMessage(first) ? (first.text ?? "").slice(0, 40) : "";
	const [, other] = listPeople({ conversation });
	return [other?.name ?? "", words].filter((part) => part !== "").join(": ");
}

/** Opens the browser's dialog for one file. Null: none was chosen. */
export function chooseFile(accept: string): Promise<File | null> {
	const input = document.createElement("input");
	input.type = "file";
	input.accept = accept;
	return new Promise((resolve) => {
		input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
		input.addEventListener("cancel", () => resolve(null));
		input.click();
	});
}

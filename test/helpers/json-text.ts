import type { ConversationText } from "../../shared/video/conversation/text-form.ts";

/** A text, or a value as one, in the form in which a function's body comes. */
export function jsonText(value: unknown): ConversationText {
	return { text: typeof value === "string" ? value : JSON.stringify(value), form: "json" };
}

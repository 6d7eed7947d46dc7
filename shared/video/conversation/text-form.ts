import { findSyntaxFault } from "./json-syntax.ts";

/** How a conversation is written. */
export type TextForm = "json" | "script";

/** A conversation as text, which may hold anything. */
export type ConversationText = {
	readonly text: string;
	readonly form: TextForm;
	/** Of a script: changes what it says before that is checked, as a command's flags do. */
	readonly change?: ChangeFields;
};

export type ChangeFields = (conversation: Record<string, unknown>) => Record<string, unknown>;

/**
 * Tells the form of a text from its beginning: an object, or a list of them, is JSON, broken or not. Any other text is a script, unless
 * it is empty or JSON as a whole.
 */
export function guessForm(text: string): TextForm {
	if (/^[\s\ufeff]*(?:\{|\[\s*\{|$)/.test(text)) return "json";
	return findSyntaxFault(text) === null ? "json" : "script";
}

import { type Checked, checkConversationText, type ParseOptions } from "../parse.ts";
import type { ConversationText } from "../text-form.ts";
import { checkScript } from "./check-script.ts";

/** As `checkConversationText`, of either form. */
export function checkText({ text, form, change }: ConversationText, options: ParseOptions = {}): Checked {
	if (form === "json") return checkConversationText(text, options);
	return checkScript(text, change === undefined ? options : { ...options, change });
}

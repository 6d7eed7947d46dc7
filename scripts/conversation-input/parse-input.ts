import { ChatreelError } from "../../shared/core/errors.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { describeForeign } from "../../shared/video/conversation/foreign-format.ts";
import { checkConversationText, parseConversationText } from "../../shared/video/conversation/parse.ts";

/** Of a file of another program, these show what is wrong; all the others say the same again. */
const FAULTS_OF_FOREIGN = 3;

/** As `parseConversationText`; and of a file that is another program's, the error says whose it seems to be. */
export function parseInput(source: string, maxMessages: number): Conversation {
	const foreign = describeForeign(source);
	if (foreign === null) return parseConversationText(source, { maxMessages });
	const checked = checkConversationText(source, { maxMessages });
	if (checked.ok) return checked.conversation;
	const faults = checked.faults.slice(0, FAULTS_OF_FOREIGN);
	throw new ChatreelError("INVALID_INPUT", foreign, {
		details: { faults, faultCount: checked.faults.length },
	});
}

import { createFault, createInputError, type Fault } from "../../../core/fault.ts";
import type { Conversation } from "../conversation.ts";
import { isWhatsAppExport } from "../foreign-format.ts";
import { LIMITS } from "../limits.ts";
import { type Checked, checkFields, MORE_MESSAGES, type ParseOptions } from "../parse.ts";
import type { ChangeFields } from "../text-form.ts";
import { countBytes } from "../text-rules.ts";
import { placeFault } from "./name-lines.ts";
import { readScript } from "./read-script.ts";

type ScriptOptions = ParseOptions & {
	/** Changes what the script says before that is checked. */
	readonly change?: ChangeFields;
};

/** Script → conversation. Throws as `parseConversation`; each fault has its line and column. */
export function parseScript(source: string, options: ScriptOptions = {}): Conversation {
	const checked = checkScript(source, options);
	if (checked.ok) return checked.conversation;
	throw createInputError("script", checked.faults);
}

/** As `parseScript`, but returns the faults, in the order of the lines. */
export function checkScript(source: string, { change, ...options }: ScriptOptions = {}): Checked {
	const tooLarge = findScriptSizeFaults(source);
	if (tooLarge.length > 0) return { ok: false, faults: tooLarge };
	if (isWhatsAppExport(source)) return { ok: false, faults: [refuseScript(LINES, "a WhatsApp export")] };
	const { maxMessages = LIMITS.messages, moreMessages = MORE_MESSAGES } = options;
	const read = readScript(source, maxMessages + moreMessages);
	const checked = checkFields(change === undefined ? read.value : change(read.value), options);
	if (checked.ok && read.faults.length === 0) return checked;
	const ofSchema = checked.ok ? [] : checked.faults.map((fault) => placeFault(fault, read, maxMessages));
	// Lines that could not be read are missing in the whole.
	const relevant =
		read.faults.length === 0 ? ofSchema : ofSchema.filter(({ pointer }) => !isOfWhole(pointer));
	return { ok: false, faults: [...read.faults, ...relevant].toSorted(byPlace) };
}

const LINES = 'lines as "Maya: Hi"';

function refuseScript(allowed: string, received: string): Fault {
	return createFault([], { expected: "a script", allowed, received }, "the script");
}

/** Before anything is read: this bounds the work that any script can cause. */
function findScriptSizeFaults(source: string): readonly Fault[] {
	const dataBytes = countScriptDataUrls(source);
	const bytes = countBytes(source) - dataBytes;
	const { conversationBytes, dataUrl } = LIMITS;
	const refuse = (allowed: string, received: number) => refuseScript(allowed, `${received} bytes`);
	return [
		...(bytes > conversationBytes
			? [refuse(`at most ${conversationBytes} bytes beside data URLs`, bytes)]
			: []),
		...(dataBytes > dataUrl.bytesTogether
			? [refuse(`at most ${dataUrl.bytesTogether} bytes of data URLs`, dataBytes)]
			: []),
	];
}

/** The characters of all data URLs, which are their bytes. */
export function countScriptDataUrls(source: string): number {
	let bytes = 0;
	for (const [url] of source.matchAll(/\bdata:(?:image|audio)\/[\w.+-]+;base64,[A-Za-z0-9+/=]*/g))
		bytes += url.length;
	return bytes;
}

function isOfWhole(pointer: string): boolean {
	return pointer === "" || pointer === "/messages";
}

function byPlace(a: Fault, b: Fault): number {
	return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

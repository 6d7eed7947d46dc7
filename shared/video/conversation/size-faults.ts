import { createFault, type Fault } from "../../core/fault.ts";
import { LIMITS } from "./limits.ts";
import { countBytes } from "./text-rules.ts";

/** Checks the size of a conversation as JSON. Data URLs count apart: a picture is larger than any text. */
export function findSizeFaults(json: string): readonly Fault[] {
	const dataBytes = countDataUrls(json);
	const bytes = countBytes(json) - dataBytes;
	const { conversationBytes, dataUrl } = LIMITS;
	const refuse = (allowed: string, received: number) =>
		createFault([], { expected: "a conversation", allowed, received: `${received} bytes` });
	const beside = dataBytes === 0 ? "" : " beside its data URLs";
	return [
		...(bytes > conversationBytes ? [refuse(`at most ${conversationBytes} bytes${beside}`, bytes)] : []),
		...(dataBytes > dataUrl.bytesTogether
			? [refuse(`at most ${dataUrl.bytesTogether} bytes of data URLs`, dataBytes)]
			: []),
	];
}

/** `\` stands for an escaped `/`, as some programs write it. A data URL is ASCII: its characters are its bytes. */
const AFTER_DATA = /^(?:image|audio)\\?\/[\w.+-]+;base64,[A-Za-z0-9+/=\\]*$/;
const START = '"data:';

/** The bytes of all strings in JSON that are data URLs, by a search for their quotes: an expression over megabytes could run out of stack. */
export function countDataUrls(json: string): number {
	let bytes = 0;
	let start = json.indexOf(START);
	while (start >= 0) {
		const end = json.indexOf('"', start + START.length);
		if (end < 0) return bytes;
		if (AFTER_DATA.test(json.slice(start + START.length, end))) bytes += end - start - 1;
		start = json.indexOf(START, end);
	}
	return bytes;
}

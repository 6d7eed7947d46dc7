import { formatPath, quote } from "../../core/fault.ts";
import type { ChatEntry } from "../conversation/chat-entries.ts";
import type { Warning } from "../conversation/warning.ts";
import { formatSeconds } from "./format-seconds.ts";
import { PACING } from "./pacing.ts";
import type { Reading } from "./reading.ts";

/** Warns of a message that is a still picture for too long, and says where to split it. */
export function warnOfLength(entry: ChatEntry, reading: Reading | undefined): readonly Warning[] {
	if (entry.kind !== "message" || reading === undefined || reading.readingMs <= PACING.longReadingMs)
		return [];
	const { index, text } = entry;
	const { characters, readingMs } = reading;
	const place = formatPath(["messages", index]);
	const long = `${place} has ${characters} characters, which take ${formatSeconds(readingMs)} to read while nothing moves`;
	const before = findSplit(text);
	const advice = before === null ? "split it" : `split it, e.g. after ${quote(lastWords(before))}`;
	return [{ code: "LONG_MESSAGE", message: `${long}: ${advice}.`, pointer: `/messages/${index}/text` }];
}

/** Ends of sentences, also in Chinese, Japanese, Hindi, Arabic and Urdu, and ends of lines. */
const SENTENCE_END = /[.!?…]+["'”’»)]*(?=\s)|[。！？]+[」』”]*|[।؟۔]+|\n/gu;
const WORD_END = /(?<=\S)(?=\s)/gu;

/** The text up to the end of a sentence, or else of a word, that is nearest to its middle; null: it has none inside. */
export function findSplit(text: string): string | null {
	const middle = text.length / 2;
	const nearest = (ends: readonly number[]) =>
		ends.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
	const endsOf = (pattern: RegExp) =>
		[...text.matchAll(pattern)]
			.map((match) => match.index + match[0].length)
			.filter((end) => end > 0 && end < text.length);
	// A sentence that ends near the text's own end leaves the most of it in one piece.
	const sentence = nearest(endsOf(SENTENCE_END).filter((end) => Math.abs(end - middle) <= middle / 2));
	const end = sentence ?? nearest(endsOf(WORD_END));
	return end === undefined ? null : text.slice(0, end).trim();
}

/** Up to three words, or as many letters where there are no spaces. */
function lastWords(text: string): string {
	const words = text.split(/\s+/u).slice(-3).join(" ");
	return [...words].slice(-LONGEST_QUOTE).join("");
}

const LONGEST_QUOTE = 30;

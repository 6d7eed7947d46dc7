import type { ScriptLine, Spot } from "./script-lines.ts";
import { readValue } from "./script-text.ts";
import { findSetting } from "./settings.ts";
import { endOfQuotes } from "./value-list.ts";

/** Somebody as a script names them. In quotes, also `me` and `them` are names of people. */
export type Named = { readonly name: string; readonly isQuoted: boolean; readonly spot: Spot };

/** `Name: text`, in two. */
export type Head = { readonly who: Named; readonly textOffset: number };

const COLON = /\s*[:：]/y;

/** Splits a line at its first colon; null: it has none, or nothing before it. */
export function readHead(line: ScriptLine): Head | null {
	const { text } = line;
	const spot = { line, offset: 0 };
	if (text.startsWith('"')) {
		const end = endOfQuotes(text, 0);
		COLON.lastIndex = end;
		const colon = COLON.exec(text)?.[0];
		const quoted = text.slice(0, end);
		const name = readValue(quoted);
		if (colon !== undefined && name !== quoted)
			return { who: { name, isQuoted: true, spot }, textOffset: end + colon.length };
	}
	const colon = text.search(/[:：\n]/);
	if (colon <= 0 || text[colon] === "\n") return null;
	const name = text.slice(text.startsWith("\\") ? 1 : 0, colon).trim();
	const isAddress = /^https?$/i.test(name) && text.startsWith("//", colon + 1);
	return name === "" || isAddress ? null : { who: { name, isQuoted: false, spot }, textOffset: colon + 1 };
}

/** Names that nobody else may have without quotes. */
export const YOU = ["me", "you"];
export const THEM = "them";

/** Equal for names that mean the same person. */
export function foldName(name: string): string {
	return name.normalize("NFC").toLowerCase();
}

export function isReserved(name: string): boolean {
	const folded = foldName(name);
	return YOU.includes(folded) || folded === THEM;
}

/** A name before a colon, in quotes where it could be read in another way. */
export function writeHead(name: string): string {
	const isPlain =
		/^[\p{L}\p{N}\p{Extended_Pictographic}][^:："\\\p{Cc}]*$/u.test(name) &&
		!isReserved(name) &&
		findSetting(name) === null;
	return isPlain && name === name.trim() && !/^https?$/i.test(name) ? name : JSON.stringify(name);
}

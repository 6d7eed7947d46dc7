import type { TextRange } from "./break-lines.ts";

/**
 * The web addresses in a text: what begins with `http://`, `https://` or `www.`, and domains with an ending that is known. They do not
 * overlap, and stand in their order. Signs behind an address belong to the sentence, as does a bracket that opens before it.
 */
export function findLinks(text: string): readonly TextRange[] {
	if (!/[.:]/.test(text)) return [];
	return [...text.matchAll(ADDRESS)].flatMap(({ index, 0: found, groups = {} }) => {
		const ending = groups["ending"]?.toLowerCase();
		if (ending !== undefined && !isKnown(ending, groups["path"] !== undefined)) return [];
		return { from: index, to: index + trimEnd(found).length };
	});
}

/** The domain of the first address in a text, as a card names it: `example.com`. Null: it has none. */
export function findDomain(text: string): string | null {
	const [link] = findLinks(text);
	if (link === undefined) return null;
	const [host = ""] = text
		.slice(link.from, link.to)
		.replace(/^https?:\/\//iu, "")
		.split(/[/?#]/u);
	return host
		.replace(/^.*@/u, "")
		.replace(/:\d*$/u, "")
		.replace(/^www\./iu, "")
		.toLowerCase();
}

/** Alphabets in which a domain is written. Others, such as Han, are written right before an address without a space. */
const LETTER = "\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{N}";
/** What ends an address: spaces, quotes, signs of other scripts, emoji, invisible characters. */
const ELSE = '[^\\s\\p{Cf}\\p{Extended_Pictographic}<>"“”«»`「」『』《》（），。！？、；：،؛؟…]';
const LABELS = `(?:[${LETTER}][${LETTER}-]*\\.)+`;
/** Not in a word or behind the sign of an e-mail address. */
const START = `(?<![${LETTER}\\p{M}_@.])`;
/** Not in a word or before that sign. */
const END = `(?![${LETTER}\\p{M}_@-]|\\.[${LETTER}])`;

const ADDRESS = new RegExp(
	[
		`${START}https?:\\/\\/[\\p{L}\\p{N}]${ELSE}*`,
		`${START}www\\.${LABELS}[${LETTER}]${ELSE}*`,
		`${START}${LABELS}(?<ending>[a-z]{2,})(?:(?::\\d{2,5})?(?<path>[/?#]${ELSE}*)|${END})`,
	].join("|"),
	"giu",
);

/** Endings of domains that are no words. All of them would find addresses where somebody forgot a space: `I know.it was`. */
const ENDINGS = new Set(
	(
		"com org net edu gov mil int io co app dev ai tv info biz xyz gg ly " +
		"uk de fr es nl ch pt br mx ar cl jp cn kr id tr il sa ae eg au nz ca us ie se dk fi pl cz gr ro hu ua ru za sg hk tw th vn ph eu"
	).split(" "),
);
/** Those that are words: with a path alone. */
const WORDS = new Set(
	"it me in is no at be so to am my as do online site store shop blog news link live page".split(" "),
);

function isKnown(ending: string, hasPath: boolean): boolean {
	return ENDINGS.has(ending) || (hasPath && WORDS.has(ending));
}

const BRACKETS = new Map([
	[")", "("],
	["]", "["],
	["}", "{"],
]);

function trimEnd(address: string): string {
	let end = address.length;
	for (; end > 0; end--) {
		const last = address.charAt(end - 1);
		const opening = BRACKETS.get(last);
		const isSign = /[.,;:!?'’*_~|]/u.test(last);
		if (!isSign && (opening === undefined || closes(address.slice(0, end), opening, last))) break;
	}
	return address.slice(0, end);
}

/** Whether the last bracket of a text closes one in it. */
function closes(text: string, opening: string, closing: string): boolean {
	const count = (sign: string) => text.split(sign).length;
	return count(opening) >= count(closing);
}

/** A text without the address that it ends with, or else begins with. */
export function cutLink(text: string): string {
	const links = findLinks(text);
	const [first, last] = [links[0], links.at(-1)];
	if (last !== undefined && text.slice(last.to).trim() === "") return text.slice(0, last.from).trimEnd();
	if (first !== undefined && text.slice(0, first.from).trim() === "") return text.slice(first.to).trimStart();
	return text;
}

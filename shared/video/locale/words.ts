import { en, type Words } from "./en.ts";

const LANGUAGES: ReadonlyMap<string, Words> = new Map([["en", en]]);

/** The words of a language by its tag (BCP 47), looked up as RFC 4647, section 3.4 says: `en-GB` is `en`. English if it is not known. */
export function findWords(tag: string): Words {
	const subtags = tag.toLowerCase().split("-");
	for (let count = subtags.length; count > 0; count--) {
		const words = LANGUAGES.get(subtags.slice(0, count).join("-"));
		if (words !== undefined) return words;
	}
	return en;
}

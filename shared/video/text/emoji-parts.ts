/** A code point with its variation selectors and modifiers, and with the joiner before it. */
const LINK = /\u200d?[^\u200d](?:(?!\u200d)\p{Default_Ignorable_Code_Point})*/gu;

/**
 * Splits an emoji that no font has into parts to show side by side, as phones do with a joined sequence that they do not know
 * (UTS #51, "Emoji ZWJ Sequences"). Each part is the longest that `isDrawable` accepts; a single code point is a part in any
 * case.
 */
export function emojiParts(emoji: string, isDrawable: (part: string) => boolean): readonly string[] {
	const parts: string[] = [];
	for (const link of emoji.match(LINK) ?? [emoji]) {
		const longer = `${parts.at(-1) ?? ""}${link}`;
		if (parts.length > 0 && isDrawable(longer)) parts[parts.length - 1] = longer;
		else parts.push(link.replace(/^\u200d/u, ""));
	}
	return parts;
}

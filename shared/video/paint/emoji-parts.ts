/** A code point, with the invisible ones that say how it looks, and with the joiner before it. */
const LINK = /\u200d?[^\u200d](?:(?!\u200d)\p{Default_Ignorable_Code_Point})*/gu;

/**
 * An emoji that no font has as one, in parts that are shown side by side, as phones do with a joined sequence
 * that they do not know (UTS #51, "Emoji ZWJ Sequences"). Each part is as long as `isDrawable` says it may be; a single code
 * point is a part in any case.
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

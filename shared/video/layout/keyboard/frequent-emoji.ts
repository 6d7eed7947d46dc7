/** What a phone offers first, by and large: of those that one file of the font has, so that the page loads no other. */
export const FREQUENT_EMOJI = [
	..."😂🥰😊😭😍🙏🤣😘😅💀😁🤔😎😉😢🥺👍🙌👏💕💖😩😏😌🙄😳🤗😔💪😴🤩😱💔💯😆🥳😇🙃😬👀",
];

/** How many typed emoji stand together before the next others. */
const APART = 4;

/** The emoji of the first page, typed ones scattered among others. Those that do not fit are left out. */
export function listFrequent(typed: readonly string[], count: number): readonly string[] {
	const own = [...new Set(typed)].slice(0, count);
	const page = FREQUENT_EMOJI.filter((emoji) => !own.includes(emoji)).slice(0, count - own.length);
	for (const [index, emoji] of own.entries()) page.splice(1 + APART * index, 0, emoji);
	return page;
}

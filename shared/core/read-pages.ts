/**
 * Reads a list page by page, each from after the last item of the one before, until a page is not full, or `mayRead`, which is asked
 * before each, says no.
 */
export async function* readPages<Item extends { readonly id: string }>(
	pageSize: number,
	readPage: (after: string | undefined) => Promise<readonly Item[]>,
	mayRead: () => boolean = () => true,
): AsyncGenerator<readonly Item[]> {
	for (let after: string | undefined; mayRead(); ) {
		const page = await readPage(after);
		yield page;
		after = page.at(-1)?.id;
		if (page.length < pageSize) return;
	}
}

/** All items of a list, read page by page. */
export async function readAll<Item extends { readonly id: string }>(
	pageSize: number,
	readPage: (after: string | undefined) => Promise<readonly Item[]>,
): Promise<readonly Item[]> {
	const items: Item[] = [];
	for await (const page of readPages(pageSize, readPage)) items.push(...page);
	return items;
}

/** Reads a list page by page until a page is not full or `mayRead` returns false. */
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

export async function readAll<Item extends { readonly id: string }>(
	pageSize: number,
	readPage: (after: string | undefined) => Promise<readonly Item[]>,
): Promise<readonly Item[]> {
	const items: Item[] = [];
	for await (const page of readPages(pageSize, readPage)) items.push(...page);
	return items;
}

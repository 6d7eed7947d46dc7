import { expect, test } from "vitest";
import { readAll, readPages } from "../../../shared/core/read-pages.ts";

/** A list of so many items, and after which of them pages were asked for. */
function listOf(count: number) {
	const items = Array.from({ length: count }, (_, index) => ({ id: `${index}` }));
	const asked: (string | undefined)[] = [];
	const readPage = async (after: string | undefined) => {
		asked.push(after);
		const from = after === undefined ? 0 : Number(after) + 1;
		return items.slice(from, from + 3);
	};
	return { items, asked, readPage };
}

test.each([
	[0, [undefined]],
	[2, [undefined]],
	[3, [undefined, "2"]],
	[7, [undefined, "2", "5"]],
])("a list of %i is read whole, with no page after one that is not full", async (count, pages) => {
	const { items, asked, readPage } = listOf(count);
	expect(await readAll(3, readPage)).toEqual(items);
	expect(asked).toEqual(pages);
});

test("no page is read that may not be", async () => {
	const { asked, readPage } = listOf(9);
	let left = 2;
	let count = 0;
	for await (const page of readPages(3, readPage, () => left-- > 0)) count += page.length;
	expect([count, asked]).toEqual([6, [undefined, "2"]]);
});

import { expect, test } from "vitest";
import { createLookRoom } from "../../../../shared/service/quota/ledger-look.ts";

test("the looks of a tick read 25 pages together, and begin none after 8 s", () => {
	let nowMs = 0;
	const mayRead = createLookRoom(() => nowMs);
	expect(Array.from({ length: 27 }, mayRead).filter(Boolean)).toHaveLength(25);
	const slow = createLookRoom(() => nowMs);
	const read = [slow()];
	nowMs = 7999;
	read.push(slow());
	nowMs = 8000;
	read.push(slow());
	expect(read).toEqual([true, true, false]);
});

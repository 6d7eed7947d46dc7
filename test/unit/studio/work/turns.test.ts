import { expect, test } from "vitest";
import { createTurns } from "../../../../sites/studio/work/turns.ts";

test("several that wait for a turn at once go on one after the other", async () => {
	const turns = createTurns();
	const order: string[] = [];
	const work = async (name: string) => {
		for (const step of [1, 2, 3]) {
			await turns.next();
			order.push(`${name}${step}`);
		}
	};
	await Promise.all([work("a"), work("b")]);
	turns.end();
	expect(order).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"]);
});

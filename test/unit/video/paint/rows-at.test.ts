import { describe, expect, test } from "vitest";
import { filmOf } from "../../../helpers/film.ts";

const chat = {
	video: { width: 240, height: 426, fps: 24 },
	messages: [
		{ sender: "them", text: "Hello 👋", timestamp: 1.5 },
		{ sender: "you", text: "Hi, how was it?", timestamp: 3 },
	],
};

describe("rows of a picture", () => {
	test("are those of the whole picture, in every hold and at every height", async () => {
		const { plan, fonts } = await filmOf(chat);
		const [whole, part] = [fonts.createPainter(plan.layout), fonts.createPainter(plan.layout)];
		const { widthPx, heightPx } = plan.layout;
		for (const { scene, dirty } of plan.holds) {
			const picture = whole.pictureAt(scene, dirty);
			for (let fromPx = 0; fromPx < heightPx; fromPx += 16) {
				const rows = part.rowsAt(scene, { fromPx, toPx: fromPx + 16 });
				const toPx = Math.min(fromPx + 16, heightPx);
				const luma = picture.y.subarray(fromPx * widthPx, toPx * widthPx);
				expect(Buffer.compare(rows.y.subarray(0, luma.length), luma)).toBe(0);
				const chroma = picture.v.subarray((fromPx * widthPx) / 4, (toPx * widthPx) / 4);
				expect(Buffer.compare(rows.v.subarray(0, chroma.length), chroma)).toBe(0);
			}
		}
	});

	test("below the screen repeat its last one", async () => {
		const { plan, fonts } = await filmOf(chat);
		const scene = plan.holds[0]?.scene ?? { scrollPx: 0, placements: [] };
		const { y, u } = fonts.createPainter(plan.layout).rowsAt(scene, { fromPx: 416, toPx: 432 });
		const lumaRow = (row: number) => [...y.subarray(row * 240, (row + 1) * 240)];
		const chromaRow = (row: number) => [...u.subarray(row * 120, (row + 1) * 120)];
		expect([lumaRow(10), lumaRow(15)]).toEqual([lumaRow(9), lumaRow(9)]);
		expect(chromaRow(7)).toEqual(chromaRow(4));
	});
});

import { expect, test } from "vitest";
import { createSeenSprites } from "../../../../shared/video/encode/seen-sprites.ts";
import type { Sprite } from "../../../../shared/video/scene/scene.ts";

const sprite = (key: string): Sprite => ({ key, widthPx: 100, heightPx: 40, shapes: [] });

test("a sprite has one number, and its area counts once", () => {
	const sprites = createSeenSprites();
	expect(sprites.see(sprite("one")).number).toBe(0);
	expect(sprites.see(sprite("two")).number).toBe(1);
	expect(sprites.see(sprite("one"))).toBe(sprites.see(sprite("one")));
	expect(sprites.countPixels()).toBe(2 * 100 * 40);
});

test("and anew at each scale, as large as it is then, under the same number", () => {
	const sprites = createSeenSprites();
	const half = { by: 0.5, xPx: 0, yPx: 0 };
	for (const scale of [undefined, half, half, { ...half, by: 0.75 }, { ...half, xPx: 100 }])
		expect(sprites.see(sprite("one"), scale).number).toBe(0);
	expect(sprites.countPixels()).toBe(100 * 40 + 50 * 20 + 76 * 30 + 50 * 20);
});

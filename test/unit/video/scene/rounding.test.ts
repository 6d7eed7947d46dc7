import { expect, test } from "vitest";
import { ceilTo16, ceilToEven, floorTo16, toEven } from "../../../../shared/video/scene/rounding.ts";

test.each([
	[0, 0, 0, 0, 0],
	[0.9, 0, 2, 0, 16],
	[1, 2, 2, 0, 16],
	[2.1, 2, 4, 0, 16],
	[16, 16, 16, 16, 16],
	[47.2, 48, 48, 32, 48],
	[-1.5, -2, 0, -16, 0],
])("%f is %i and %i even, and %i and %i on the grid", (px, near, up, below, above) => {
	const rounded = [toEven, ceilToEven, floorTo16, ceilTo16].map((round) => round(px) + 0);
	expect(rounded).toEqual([near, up, below, above]);
});

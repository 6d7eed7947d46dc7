import { expect, test } from "vitest";
import { choosePosterHold } from "../../../shared/video/render-video.ts";
import { testPlan } from "../../helpers/encode-plan.ts";

/** The index of the hold that becomes the poster, of holds of these many frames at 30 a second. */
function posterOf(...frames: number[]): number {
	const plan = testPlan({ holds: frames });
	return plan.holds.indexOf(choosePosterHold(plan));
}

test("the poster shows the chat at about 60 % of the video", () => {
	expect(posterOf(30, 30, 30, 30, 30)).toBe(2);
	expect(posterOf(10, 80, 10)).toBe(1);
});

test("a picture that is on its way is no poster, however well it lies", () => {
	expect(posterOf(80, 1, 2, 3, 2, 1, 20)).toBe(0);
	expect(posterOf(40, 2, 40, 2, 2, 40)).toBe(2);
});

test("where nothing ever rests, the nearest picture is taken", () => {
	expect(posterOf(1, 1, 1, 1, 1)).toBe(2);
});

test("a video without frames has no poster", () => {
	expect(() => posterOf()).toThrow(RangeError);
});

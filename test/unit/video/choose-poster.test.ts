import { expect, test } from "vitest";
import { choosePoster } from "../../../shared/video/choose-poster.ts";
import { emptyFilm } from "../../helpers/test-film.ts";

/** The index of the hold that becomes the poster, of holds of these many frames at 30 a second; negative: one that is not settled. */
function posterOf(...frames: number[]): number {
	const film = emptyFilm(frames.map(Math.abs));
	const holds = film.holds.map((hold, index) => ({ ...hold, settled: (frames[index] ?? 0) > 0 }));
	return holds.indexOf(choosePoster({ ...film, holds }));
}

test("the poster shows the chat at about 60 % of the video", () => {
	expect(posterOf(30, 30, 30, 30, 30)).toBe(2);
	expect(posterOf(10, 80, 10)).toBe(1);
});

test("a picture that is on its way is no poster, however well it lies", () => {
	expect(posterOf(80, -1, -2, -3, -2, -1, 20)).toBe(0);
	expect(posterOf(40, -2, 40, -2, -2, 40)).toBe(2);
	expect(posterOf(60, -40, 10)).toBe(0);
});

test("nor is one of moving dots, which stays for a moment", () => {
	expect(posterOf(80, 1, 2, 3, 2, 1, 20)).toBe(0);
	expect(posterOf(40, 7, 7, 7, 7, 20)).toBe(5);
	expect(posterOf(40, 7, 8, 7, 7, 20)).toBe(2);
});

test("where nothing stays, the nearest settled picture is taken, and else the nearest", () => {
	expect(posterOf(1, 1, 1, 1, 1)).toBe(2);
	expect(posterOf(-1, 1, -1, -1, -1)).toBe(1);
	expect(posterOf(-1, -1, -1, -1, -1)).toBe(2);
});

test("a video without frames has no poster", () => {
	expect(() => posterOf()).toThrow(RangeError);
});

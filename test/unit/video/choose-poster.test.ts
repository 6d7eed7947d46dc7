import { describe, expect, test } from "vitest";
import { choosePoster, warnOfPoster } from "../../../shared/video/choose-poster.ts";
import type { Hold } from "../../../shared/video/scene/scene.ts";
import { emptyFilm, filmOfHolds } from "../../helpers/test-film.ts";

/** The index of the hold that becomes the poster, of holds of these many frames at 30 a second; negative: one that is not settled. */
function posterOf(...frames: number[]): number {
	const film = emptyFilm(frames.map(Math.abs));
	const holds = film.holds.map((hold, index) => ({ ...hold, settled: (frames[index] ?? 0) > 0 }));
	return holds.indexOf(choosePoster({ ...film, holds }, { messages: [] }));
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

/** Five messages, theirs and mine in turn, each shown for so many frames. */
const SENDERS = ["them", "you", "them", "you", "them"] as const;
const messages = SENDERS.map((sender, index) => ({ sender, index }));

/** A hold in which the first messages stand, each 40 px high, and the topmost are scrolled out of sight. */
function shows(count: number, frameCount: number, more: { isTyping?: boolean; hidden?: number } = {}): Hold {
	const sprite = { key: "bubble", widthPx: 100, heightPx: 40, shapes: [] };
	const parts = Array.from({ length: count }, (_, index) => `message-${index}/bubble`);
	const items = more.isTyping === true ? [...parts, `message-${count}/typing`] : parts;
	const placements = items.map((item, index) => ({ item, sprite, xPx: 0, yPx: 40 * index, opacity: 64 }));
	const clip = { xPx: 0, yPx: 0, widthPx: 320, heightPx: 568 };
	const dyPx = -40 * (more.hidden ?? 0);
	return { scene: { layers: [{ name: "column", clip, dyPx, placements }] }, frameCount, settled: true };
}

describe("of a chat", () => {
	const chosen = (...holds: readonly Hold[]) => holds.indexOf(choosePoster(filmOfHolds(holds), { messages }));

	test("the poster shows what they said last, though what I answered is nearer to 60 %", () => {
		expect(chosen(shows(1, 30), shows(2, 30), shows(3, 20), shows(4, 30), shows(5, 30))).toBe(2);
	});

	test("it need not be theirs where that is too far away", () => {
		expect(chosen(shows(1, 10), shows(2, 10), shows(3, 10), shows(4, 60), shows(5, 10))).toBe(3);
	});

	test("half a message in the composer is no poster, unless there is nothing else", () => {
		const holds = [shows(1, 30), shows(2, 30), shows(3, 50), shows(3, 50), shows(4, 30), shows(5, 30)];
		const draft = (frame: number, written: string | null) => {
			const change = { kind: "draft", draft: written } as const;
			return { atMs: (frame * 1000) / 30, change };
		};
		const chosenOf = (...steps: ReturnType<typeof draft>[]) =>
			holds.indexOf(choosePoster(filmOfHolds(holds), { messages, steps }));
		expect(chosenOf()).toBe(3);
		expect(chosenOf(draft(110, "He"), draft(160, null))).toBe(4);
		expect(chosenOf(draft(0, "He"))).toBe(3);
	});

	test("the end is not given away, however long it stays", () => {
		expect(chosen(shows(1, 10), shows(2, 10), shows(3, 10), shows(4, 10), shows(5, 90))).toBe(3);
		expect(chosen(shows(5, 90))).toBe(0);
	});

	test("two messages in view are no chat yet, and dots are no message", () => {
		const scrolled = shows(3, 12, { hidden: 1 });
		expect(chosen(shows(2, 50), scrolled, shows(3, 10), shows(4, 18), shows(5, 10))).toBe(2);
		const typing = shows(2, 16, { isTyping: true });
		expect(chosen(shows(1, 46), typing, shows(3, 12), shows(4, 16), shows(5, 10))).toBe(2);
	});
});

describe("a time of one's own", () => {
	const holds = [30, 30, 30].map((frameCount, index) => ({ ...shows(index + 3, frameCount) }));
	const at = (seconds: number, list: readonly Hold[] = holds) =>
		list.indexOf(choosePoster(filmOfHolds(list), { messages, seconds }));

	test("is shown, or the first picture after it that is settled", () => {
		expect([0, 0.99, 1, 1.5, 2.99].map((seconds) => at(seconds))).toEqual([0, 0, 1, 1, 2]);
		const moving = holds.map((hold, index) => ({ ...hold, settled: index !== 1 }));
		expect(at(1.5, moving)).toBe(2);
	});

	test("beyond the end shows the end, and a warning says so", () => {
		expect(at(99)).toBe(2);
		expect(warnOfPoster(filmOfHolds(holds), 99)).toEqual([
			expect.objectContaining({ code: "POSTER_AFTER_END", pointer: "/video/poster" }),
		]);
		expect(warnOfPoster(filmOfHolds(holds), 2.9)).toEqual([]);
		expect(warnOfPoster(filmOfHolds(holds), undefined)).toEqual([]);
	});
});

import { Writable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { feedPictures } from "../../../../../shared/video/node/encode/feed-pictures.ts";
import { emptyFilm } from "../../../../helpers/test-film.ts";
import { drawTestPicture } from "../../../../helpers/test-picture.ts";

const size = { widthPx: 16, heightPx: 16 };
const never = { signal: new AbortController().signal, onFrame: () => {} };
const draw = (index: number) => drawTestPicture(index, 16, 16);

function afterTurns(turns: number, then: () => void): void {
	setImmediate(turns === 1 ? then : () => afterTurns(turns - 1, then));
}

/** A reader that takes one write at a time, some turns of the event loop later, and notes how much waited for it. */
function slowReader() {
	const taken: Buffer[] = [];
	let mostWaiting = 0;
	const pipe = new Writable({
		highWaterMark: 1,
		writev(chunks, done) {
			mostWaiting = Math.max(mostWaiting, pipe.writableLength);
			afterTurns(5, () => {
				taken.push(...chunks.map(({ chunk }) => Buffer.from(chunk)));
				done();
			});
		},
	});
	return { pipe, taken, mostWaiting: () => mostWaiting };
}

test("any holds: every frame is written whole, and every picture is drawn once and in order", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
			async (holds) => {
				const reader = slowReader();
				const drawn: number[] = [];
				const drawHold = (index: number) => {
					drawn.push(index);
					return draw(index);
				};
				await feedPictures(emptyFilm(holds, size), drawHold, reader.pipe, never);
				const expected = holds.flatMap((count, index) => Array(count).fill(Buffer.from(draw(index).data)));
				expect(Buffer.concat(reader.taken)).toEqual(Buffer.concat(expected));
				expect(drawn).toEqual(holds.map((_, index) => index));
			},
		),
		{ numRuns: 30 },
	);
});

test("a slow reader is waited for: never more than one frame is under way", async () => {
	const reader = slowReader();
	await feedPictures(emptyFilm([40, 1, 1, 40], size), draw, reader.pipe, never);
	expect(reader.mostWaiting()).toBe(16 * 16 * 1.5);
});

test("a picture may be drawn over by the next one", async () => {
	const reader = slowReader();
	const canvas = draw(0);
	const drawHold = (index: number) => {
		canvas.data.set(draw(index).data);
		return canvas;
	};
	await feedPictures(emptyFilm([1, 2, 1], size), drawHold, reader.pipe, never);
	expect(Buffer.concat(reader.taken)).toEqual(Buffer.concat([0, 1, 1, 2].map((index) => draw(index).data)));
});

test("the event loop has its turn between frames even where the pipe takes everything at once", async () => {
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done() });
	let turns = 0;
	const timer = setInterval(() => {}, 1000);
	const count = () => {
		turns += 1;
		if (timer.hasRef()) setImmediate(count);
	};
	setImmediate(count);
	await feedPictures(emptyFilm([10, 10], size), draw, pipe, never);
	timer.unref();
	clearInterval(timer);
	expect(turns).toBeGreaterThanOrEqual(20);
});

test("frames are counted as they are handed over", async () => {
	const seen: number[] = [];
	const options = { ...never, onFrame: (frames: number) => seen.push(frames) };
	await feedPictures(emptyFilm([2, 1], size), draw, slowReader().pipe, options);
	expect(seen).toEqual([1, 2, 3]);
});

test("a reader that goes away ends the feed without an error", async () => {
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done(new Error("gone")) });
	pipe.on("error", () => {});
	expect(await feedPictures(emptyFilm([5], size), draw, pipe, never)).toBe(false);
});

test("an abort is seen before the next picture is drawn", async () => {
	const controller = new AbortController();
	const drawn: number[] = [];
	const drawHold = (index: number) => {
		drawn.push(index);
		return draw(index);
	};
	const onFrame = (frames: number) => {
		if (frames === 2) controller.abort(new Error("stop"));
	};
	const options = { onFrame, signal: controller.signal };
	const fed = feedPictures(emptyFilm([1, 1, 5], size), drawHold, slowReader().pipe, options);
	await expect(fed).rejects.toThrow("stop");
	expect(drawn).toEqual([0, 1]);
});

test("a picture of another size is refused", async () => {
	const fed = feedPictures(emptyFilm([1], size), () => drawTestPicture(0, 32, 16), slowReader().pipe, never);
	await expect(fed).rejects.toThrow("a picture of 16x16 was expected, not of 32x16");
});

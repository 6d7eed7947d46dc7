import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { finishSteps } from "../../../../../shared/core/steps.ts";
import { planFast } from "../../../../../shared/video/encode/fast/plan-fast.ts";
import { fastCounts } from "../../../../../shared/video/encode/fast-counts.ts";
import { type DrawSlice, feedStrips } from "../../../../../shared/video/node/encode/feed-strips.ts";
import { graphics } from "../../../../../shared/video/node/graphics.ts";
import { createPainter } from "../../../../../shared/video/paint/painter.ts";
import { allocatePicture } from "../../../../../shared/video/scene/picture.ts";
import { filmOf } from "../../../../helpers/film.ts";
import { inClassic } from "../../../../helpers/in-classic.ts";
import { emptyFilm } from "../../../../helpers/test-film.ts";

const never = { signal: new AbortController().signal, onStrips: () => {} };
const WIDTH_PX = 1024;
const STRIP_BYTES = WIDTH_PX * 16 * 1.5;
const STRIPS_AT_ONCE = 10;

const jobOf = (sliceCount: number) => ({
	film: emptyFilm([1], { widthPx: WIDTH_PX, heightPx: 16 * sliceCount }),
	settings: { crf: 20, preset: "veryfast" },
	stream: {
		slices: Array.from({ length: sliceCount }, (_, row) => ({ hold: 0, row })),
		...{ transientSlices: [], pictures: [] },
	},
});

/** One picture that is drawn over: all samples say which row of 16 it is. */
function drawing(): { readonly drawSlice: DrawSlice; readonly drawn: readonly number[] } {
	const picture = allocatePicture(WIDTH_PX, 16);
	const drawn: number[] = [];
	const drawSlice: DrawSlice = ({ row }) => {
		drawn.push(row);
		picture.data.fill(row);
		return picture;
	};
	return { drawSlice, drawn };
}

test("every strip is written whole and in order, and few of them wait for a slow reader", async () => {
	const taken: Buffer[] = [];
	let mostWaiting = 0;
	const pipe = new Writable({
		highWaterMark: 1,
		write: (chunk, _encoding, done) => {
			mostWaiting = Math.max(mostWaiting, pipe.writableLength);
			setImmediate(() =>
				setImmediate(() => {
					taken.push(Buffer.from(chunk));
					done();
				}),
			);
		},
	});
	expect(await feedStrips(jobOf(35), drawing().drawSlice, pipe, never)).toBe(true);
	expect(mostWaiting).toBe(STRIPS_AT_ONCE * STRIP_BYTES);
	const expected = Array.from({ length: 35 }, (_, row) => Buffer.alloc(STRIP_BYTES, row));
	expect(Buffer.concat(taken).equals(Buffer.concat(expected))).toBe(true);
});

test("the event loop has its turn between batches even where the pipe takes everything at once", async () => {
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done() });
	const { drawSlice, drawn } = drawing();
	const drawnAtTurns: number[] = [];
	let isFed = false;
	const count = () => {
		drawnAtTurns.push(drawn.length);
		if (!isFed) setImmediate(count);
	};
	setImmediate(count);
	await feedStrips(jobOf(35), drawSlice, pipe, never);
	isFed = true;
	expect(drawnAtTurns).toEqual(expect.arrayContaining([10, 20, 30, 35]));
});

test("a reader that goes away ends the feed without an error", async () => {
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done(new Error("gone")) });
	pipe.on("error", () => {});
	const { drawSlice, drawn } = drawing();
	expect(await feedStrips(jobOf(35), drawSlice, pipe, never)).toBe(false);
	expect(drawn.length).toBe(STRIPS_AT_ONCE);
});

test("an abort is seen before the next batch is drawn", async () => {
	const controller = new AbortController();
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done() });
	const { drawSlice, drawn } = drawing();
	const onStrips = (done: number) => {
		if (done === 20) controller.abort(new Error("stop"));
	};
	const fed = feedStrips(jobOf(35), drawSlice, pipe, { signal: controller.signal, onStrips });
	await expect(fed).rejects.toThrow("stop");
	expect(drawn.length).toBe(20);
});

test("of a chat each sprite is rasterised once, and just the rows are drawn that the engine tells", async () => {
	const video = { width: 240, height: 432, fps: 24 };
	const messages = Array.from({ length: 8 }, (_, index) => ({ sender: "them", text: `Message ${index}` }));
	const { film, typesetter, crf, preset } = await filmOf(inClassic({ video, messages }));
	const plan = finishSteps(planFast(film, { crf, preset }));
	const { draw, counts } = createPainter(film, { graphics, typesetter, images: new Map() });
	const drawSlice: DrawSlice = ({ hold, row }) => {
		const scene = film.holds[hold]?.scene ?? expect.unreachable("a slice of a hold that is not there");
		return draw(scene, { xPx: 0, yPx: 16 * row, widthPx: film.widthPx, heightPx: 16 });
	};
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done() });
	await feedStrips(plan, drawSlice, pipe, never);
	const placements = film.holds.flatMap(({ scene: { layers } }) =>
		layers.flatMap(({ dyPx, clip, placements }) =>
			placements.filter(
				({ yPx, sprite }) => yPx + dyPx < clip.yPx + clip.heightPx && yPx + dyPx + sprite.heightPx > clip.yPx,
			),
		),
	);
	const seen = new Set(placements.map(({ sprite }) => sprite.key));
	expect(counts()).toEqual({
		piecesRasterised: seen.size,
		pixelsDrawn: fastCounts(plan).rowsDrawn * film.widthPx,
	});
});

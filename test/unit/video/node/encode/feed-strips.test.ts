import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { parseConversation } from "../../../../../shared/video/conversation/parse.ts";
import { fastCounts } from "../../../../../shared/video/encode/fast-counts.ts";
import { listTexts } from "../../../../../shared/video/layout/texts.ts";
import { feedStrips } from "../../../../../shared/video/node/encode/feed-strips.ts";
import { createPainter } from "../../../../../shared/video/node/painter.ts";
import type { PictureAt } from "../../../../../shared/video/plan/engine.ts";
import { allocatePicture } from "../../../../../shared/video/plan/picture.ts";
import { planRender } from "../../../../../shared/video/plan/plan-render.ts";
import { planTimeline } from "../../../../../shared/video/timeline/plan-timeline.ts";
import { testPlan } from "../../../../helpers/encode-plan.ts";
import { typesetterFor } from "../../../../helpers/fonts.ts";

const never = { signal: new AbortController().signal, onStrips: () => {} };
const WIDTH_PX = 1024;
const STRIP_BYTES = WIDTH_PX * 16 * 1.5;
const STRIPS_AT_ONCE = 10;

const planOf = (stripCount: number) => ({
	...testPlan({ holds: [1], widthPx: WIDTH_PX, heightPx: 16 * stripCount }),
	pictures: {
		strips: Array.from({ length: stripCount }, (_, row) => ({ hold: 0, row })),
		...{ transientStrips: [], pictures: [] },
	},
});

/** One picture that is drawn over: all samples say which row of 16 it is. */
function drawing(): { readonly pictureAt: PictureAt; readonly drawn: readonly number[] } {
	const picture = allocatePicture(WIDTH_PX, 16);
	const drawn: number[] = [];
	const pictureAt: PictureAt = (_, rows) => {
		drawn.push((rows?.fromPx ?? 0) / 16);
		picture.data.fill(drawn.at(-1) ?? 0);
		return picture;
	};
	return { pictureAt, drawn };
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
	expect(await feedStrips(planOf(35), drawing().pictureAt, pipe, never)).toBe(true);
	expect(mostWaiting).toBe(STRIPS_AT_ONCE * STRIP_BYTES);
	const expected = Array.from({ length: 35 }, (_, row) => Buffer.alloc(STRIP_BYTES, row));
	expect(Buffer.concat(taken).equals(Buffer.concat(expected))).toBe(true);
});

test("the event loop has its turn between batches even where the pipe takes everything at once", async () => {
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done() });
	const { pictureAt, drawn } = drawing();
	const drawnAtTurns: number[] = [];
	let isFed = false;
	const count = () => {
		drawnAtTurns.push(drawn.length);
		if (!isFed) setImmediate(count);
	};
	setImmediate(count);
	await feedStrips(planOf(35), pictureAt, pipe, never);
	isFed = true;
	expect(drawnAtTurns).toEqual(expect.arrayContaining([10, 20, 30, 35]));
});

test("a reader that goes away ends the feed without an error", async () => {
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done(new Error("gone")) });
	pipe.on("error", () => {});
	const { pictureAt, drawn } = drawing();
	expect(await feedStrips(planOf(35), pictureAt, pipe, never)).toBe(false);
	expect(drawn.length).toBe(STRIPS_AT_ONCE);
});

test("an abort is seen before the next batch is drawn", async () => {
	const controller = new AbortController();
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done() });
	const { pictureAt, drawn } = drawing();
	const onStrips = (done: number) => {
		if (done === 20) controller.abort(new Error("stop"));
	};
	const fed = feedStrips(planOf(35), pictureAt, pipe, { signal: controller.signal, onStrips });
	await expect(fed).rejects.toThrow("stop");
	expect(drawn.length).toBe(20);
});

test("of a chat each sprite is rasterised once, and just the rows are drawn that the engine tells", async () => {
	const video = { width: 240, height: 432, fps: 24 };
	const messages = Array.from({ length: 8 }, (_, index) => ({ sender: "them", text: `Message ${index}` }));
	const conversation = parseConversation({ video, messages }, { maxMessages: 50 });
	const typesetter = typesetterFor(listTexts(conversation).map(({ text }) => text));
	const plan = planRender(conversation, planTimeline(conversation), typesetter.measure, 0);
	const painter = createPainter(plan.layout, typesetter);
	const sceneOf = (hold: number) => plan.holds[hold]?.scene ?? { scrollPx: 0, placements: [] };
	const pictureAt: PictureAt = (hold, rows = { fromPx: 0, toPx: 432 }) => painter.rowsAt(sceneOf(hold), rows);
	const pipe = new Writable({ write: (_chunk, _encoding, done) => done() });
	await feedStrips(plan, pictureAt, pipe, never);
	const seen = new Set(plan.holds.flatMap(({ scene }) => scene.placements.map(({ sprite }) => sprite)));
	expect(painter.counts()).toEqual({ piecesRasterised: seen.size, rowsDrawn: fastCounts(plan).rowsDrawn });
});

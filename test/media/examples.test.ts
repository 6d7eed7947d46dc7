import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderVideo } from "../../shared/app/library.ts";
import { finishSteps } from "../../shared/core/steps.ts";
import { loadBeside } from "../../shared/platform/node/load-beside.ts";
import { entranceMs } from "../../shared/video/animation/entrance-time.ts";
import { isMessage, listEntries } from "../../shared/video/conversation/chat-entries.ts";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { drawnMessages } from "../../shared/video/conversation/drawn-messages.ts";
import { checkText } from "../../shared/video/conversation/read/check-text.ts";
import { guessForm } from "../../shared/video/conversation/text-form.ts";
import { planFast } from "../../shared/video/encode/fast/plan-fast.ts";
import { graphics } from "../../shared/video/node/graphics.ts";
import { createPainter } from "../../shared/video/paint/painter.ts";
import { placementRect } from "../../shared/video/scene/placement-rect.ts";
import { contains, type Rect } from "../../shared/video/scene/rect.ts";
import type { Layer, Placement, Scene, Shape, Sprite } from "../../shared/video/scene/scene.ts";
import { listKeySounds } from "../../shared/video/sound/list-heard.ts";
import { themes } from "../../shared/video/themes/themes.ts";
import { countFrames } from "../../shared/video/timeline/frame-times.ts";
import { planSteps } from "../../shared/video/timeline/plan-steps.ts";
import { cropLuma } from "../helpers/crop.ts";
import { decodePcm, psnrOf, streamInfo } from "../helpers/ffmpeg.ts";
import { type Film, filmOf } from "../helpers/film.ts";
import { goThroughVideo } from "../helpers/go-through-video.ts";
import { isFaststart, trackTimes } from "../helpers/mp4.ts";
import { undrawnGraphemes } from "../helpers/notdef.ts";

/** As the film has them. */
const stepsOf = (conversation: Conversation) =>
	planSteps(listEntries(conversation), conversation, {
		entranceMs: entranceMs(themes[conversation.theme.name].motion),
	});

/** But for the script with everything in it. */
const examples = globSync("examples/{*.json,croissant.txt}").toSorted();
const loadPicture = loadBeside("examples");
const dir = mkdtempSync(join(tmpdir(), "chatreel-examples-"));
afterAll(() => rmSync(dir, { recursive: true }));

function readExample(text: string): Conversation {
	const checked = checkText({ text, form: guessForm(text) });
	if (!checked.ok) throw new Error(checked.faults[0]?.message);
	return checked.conversation;
}

test("there are at least six examples", () => {
	expect(examples.length).toBeGreaterThanOrEqual(6);
});

describe.each(examples)("%s", (example) => {
	const file = join(dir, `${parse(example).name}.mp4`);
	const text = readFileSync(example, "utf8");
	const conversation = readExample(text);
	let film: Film;
	let comparison: Comparison;

	beforeAll(async () => {
		film = await filmOf(conversation, { loadPicture });
		await renderVideo(conversation, { output: file, loadPicture });
		// Also those that are gone at the end.
		const entries = conversation.messages.flatMap((entry, index) => (isMessage(entry) ? index : []));
		comparison = await compare(film, file, entries);
	});

	test("is a constant-rate video of just its length, size and rate, which starts before it is loaded", async () => {
		const { width, height, fps, durationSeconds } = conversation.video;
		const info = streamInfo(file);
		expect(info).toMatchObject({ widthPx: width, heightPx: height, fps });
		expect(info.video).toContain("h264 (High)");
		expect(info.video).toContain("yuv420p(tv, bt709)");
		expect(isFaststart(file)).toBe(true);
		const [video, audio] = await trackTimes(file);
		const expected = durationSeconds ?? stepsOf(conversation).durationMs / 1000;
		expect(video?.packets.length).toBe(countFrames(expected, fps));
		const lateness =
			video?.packets.map(({ startSeconds }, frame) => Math.abs(startSeconds - frame / fps)) ?? [];
		expect(Math.max(...lateness)).toBeLessThan(0.001);
		expect(Math.abs((audio?.endSeconds ?? 0) - (video?.endSeconds ?? 0))).toBeLessThanOrEqual(1024 / 48_000);
	});

	test("shows in every frame what was drawn, at 40 dB and more", () => {
		const { hashes, decibels } = comparison;
		expect(hashes.length).toBe(film.film.frameCount);
		expect([...decibels].filter(([, each]) => !(each >= 40))).toEqual([]);
		// Every other frame is, bit for bit, the one before it.
		const isNew = (frame: number) => !decibels.has(frame) && hashes[frame] !== hashes[frame - 1];
		expect([...hashes.keys()].filter(isNew)).toEqual([]);
	});

	test("shows every message as it was drawn, with its text", () => {
		const { film: planned, typesetter } = film;
		const blank = createPainter(planned, { graphics, typesetter, images: new Map() });
		expect(comparison.bubbles.length).toBe(conversation.messages.filter(isMessage).length);
		for (const { entry, frame, rectangle, shown, drawn } of comparison.bubbles) {
			const textless = cropLuma(blank.draw(withoutText(film.holdAt(frame).scene)), rectangle);
			expect(psnrOf(shown, drawn)).toBeGreaterThanOrEqual(35);
			const message = conversation.messages[entry];
			// Of a voice note the letters are small.
			if (message !== undefined && "text" in message) expect(psnrOf(shown, textless)).toBeLessThan(28);
		}
	});

	test("holds no sign that a font could not draw", () => {
		expect(film.warnings).toEqual([]);
		const texts = drawnMessages(conversation).map(({ text }) => text);
		const undrawn = texts.flatMap((text) => undrawnGraphemes(text, texts));
		expect(undrawn).toEqual([]);
	});

	test("sounds at every message that comes and at every key, and is silent before", () => {
		const pcm = decodePcm(file);
		const { opening, steps } = stepsOf(conversation);
		const isComing = (change: Change) => {
			const entry = change.kind === "shown" ? conversation.messages[change.entry] : undefined;
			return entry !== undefined && isMessage(entry);
		};
		const times = steps.flatMap(({ atMs, change }) => (isComing(change) ? atMs / 1000 : []));
		const standing = opening.changes.filter(isComing);
		expect(standing.length + times.length).toBe(conversation.messages.filter(isMessage).length);
		// What else may be heard.
		const others = steps.flatMap(({ atMs, change }) =>
			change.kind === "reaction" || change.kind === "keyboard" ? atMs / 1000 : [],
		);
		for (const [index, time] of times.entries()) {
			expect(peak(pcm, time, time + 0.05)).toBeGreaterThan(0.02);
			// No sound is longer than half a second; an encoder may spread one by the frame before it.
			const previous = [times[index - 1] ?? -1, ...others.filter((other) => other < time)];
			const from = Math.max(Math.max(...previous) + 0.55, time - 0.3);
			if (from < time - 0.03) expect(peak(pcm, from, time - 0.022)).toBeLessThan(0.001);
		}
		for (const { atMs } of listKeySounds(steps))
			expect(peak(pcm, atMs / 1000, atMs / 1000 + 0.05)).toBeGreaterThan(0.05);
	});
});

type Comparison = {
	/** One a frame. */
	readonly hashes: readonly string[];
	/** By frame, of all that may differ from the one before: how near its luma is to what was drawn. */
	readonly decibels: ReadonlyMap<number, number>;
	/** Each message at rest. */
	readonly bubbles: readonly (Resting & { readonly shown: Uint8Array; readonly drawn: Uint8Array })[];
};

/** One look at a film's video: to decode it is most of what these tests cost. */
async function compare(film: Film, file: string, entries: readonly number[]): Promise<Comparison> {
	const { widthPx } = film.film;
	const resting = entries.map((entry) => restingBubble(film, entry));
	const decibels = new Map<number, number>();
	const bubbles: Comparison["bubbles"][number][] = [];
	const hashes = await goThroughVideo(file, freshFrames(film), (luma, frame) => {
		const drawn = film.pictureAt(frame);
		decibels.set(frame, psnrOf(luma, drawn.y));
		for (const bubble of resting.filter((each) => each.frame === frame)) {
			const shown = cropLuma({ widthPx, y: luma }, bubble.rectangle);
			bubbles.push({ ...bubble, shown, drawn: cropLuma(drawn, bubble.rectangle) });
		}
	});
	return { hashes, decibels, bubbles };
}

/** The frames at which what was drawn changes, and those that are told anew though it does not: key frames. */
function freshFrames({ film, crf, preset }: Film): readonly number[] {
	const { pictures } = finishSteps(planFast(film, { crf, preset })).stream;
	const starts = startsOf(film.holds.map(({ frameCount }) => frameCount));
	const pictureStarts = startsOf(pictures.map((each) => (each.kind === "repeat" ? each.count : 1)));
	const told = pictureStarts.filter((_, index) => pictures[index]?.kind !== "repeat");
	return [...new Set([...starts, ...told])].toSorted((a, b) => a - b);
}

function startsOf(frameCounts: readonly number[]): readonly number[] {
	let end = 0;
	return frameCounts.map((count) => {
		end += count;
		return end - count;
	});
}

type Resting = { readonly entry: number; readonly frame: number; readonly rectangle: Rect };

/** The first frame of the longest hold in which a message stands wholly in view, and where its sprite is there. */
function restingBubble({ film: { holds } }: Film, entry: number): Resting {
	const starts = startsOf(holds.map(({ frameCount }) => frameCount));
	let best: (Resting & { readonly frames: number }) | null = null;
	for (const [hold, { scene, frameCount }] of holds.entries()) {
		if (frameCount <= (best?.frames ?? 0)) continue;
		// A card may stand for the address that it is of.
		const rectangle =
			restingPlace(scene, `message-${entry}/bubble`) ?? restingPlace(scene, `message-${entry}/link`);
		if (rectangle !== null) best = { entry, frame: starts[hold] ?? 0, frames: frameCount, rectangle };
	}
	if (best === null) throw new Error(`message ${entry} never rests in view`);
	return best;
}

/** Where an item of the column stands on the screen, opaque; null: it is not there, is out of view, or fades. */
function restingPlace({ layers }: Scene, item: string): Rect | null {
	const column = layers.find(({ name }) => name === "column");
	const placed = column?.placements.find((each) => each.item === item);
	if (column === undefined || placed === undefined || placed.opacity < 64) return null;
	const rectangle = placementRect(placed, column);
	return contains(column.clip, rectangle) ? rectangle : null;
}

function withoutText({ layers }: Scene): Scene {
	return {
		layers: layers.map((layer): Layer => ({ ...layer, placements: layer.placements.map(blankPlacement) })),
	};
}

function blankPlacement({ sprite, from, ...placement }: Placement): Placement {
	return {
		...placement,
		sprite: blankSprite(sprite),
		...(from === undefined ? {} : { from: blankSprite(from) }),
	};
}

function blankSprite(sprite: Sprite): Sprite {
	return { ...sprite, shapes: sprite.shapes.flatMap(blankShape) };
}

function blankShape(shape: Shape): readonly Shape[] {
	if (shape.kind === "text") return [];
	return [shape.kind === "clip" ? { ...shape, shapes: shape.shapes.flatMap(blankShape) } : shape];
}

function peak(pcm: Float32Array, fromSeconds: number, toSeconds: number): number {
	const window = pcm.subarray(Math.max(0, Math.round(fromSeconds * 48_000)), Math.round(toSeconds * 48_000));
	return window.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

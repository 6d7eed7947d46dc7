import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { parseConversationText } from "../../shared/chat/parse.ts";
import { frameCountOf } from "../../shared/core/units.ts";
import type { ChatLayout } from "../../shared/layout/chat-layout.ts";
import { textsOf } from "../../shared/layout/texts.ts";
import { openStudio } from "../../shared/paint/open-studio.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { planTimeline } from "../../shared/timeline/plan-timeline.ts";
import { renderToFile } from "../../shared/wiring/render-to-file.ts";
import { type BundleServer, startBundleServer } from "../helpers/bundle-server.ts";
import { cropLuma, type Rectangle } from "../helpers/crop.ts";
import { decodeI420Frames, decodePcm, psnrOf, streamInfo } from "../helpers/ffmpeg.ts";
import { type Film, filmOf } from "../helpers/film.ts";
import { isFaststart, trackTimes } from "../helpers/mp4.ts";
import { undrawnGraphemes } from "../helpers/notdef.ts";

const examples = globSync("examples/*.json").toSorted();
const dir = mkdtempSync(join(tmpdir(), "chatreel-examples-"));
let server: BundleServer;
beforeAll(async () => {
	server = await startBundleServer();
});
afterAll(async () => {
	await server.end();
	rmSync(dir, { recursive: true });
});

test("there are at least six examples", () => {
	expect(examples.length).toBeGreaterThanOrEqual(6);
});

describe.each(examples)("%s", (example) => {
	const file = join(dir, `${basename(example, ".json")}.mp4`);
	const source = readFileSync(example, "utf8");
	const conversation: Conversation = parseConversationText(source, { maxMessages: 50 });
	let film: Film;

	beforeAll(async () => {
		film = await filmOf(JSON.parse(source));
		const signal = AbortSignal.timeout(170_000);
		const options = { connection: server, upload: false, timeoutMs: 170_000, signal, onProgress: () => {} };
		await renderToFile(conversation, file, readEnv(), options);
	});

	test("is a constant-rate video of just its length, size and rate, which starts before it is loaded", async () => {
		const { width, height, fps, durationSeconds } = conversation.video;
		const info = streamInfo(file);
		expect(info).toMatchObject({ widthPx: width, heightPx: height, fps });
		expect(info.video).toContain("h264 (High)");
		expect(info.video).toContain("yuv420p(tv, bt709)");
		expect(isFaststart(file)).toBe(true);
		const [video, audio] = await trackTimes(file);
		const expected = durationSeconds ?? planTimeline(conversation).durationMs / 1000;
		expect(video?.packets.length).toBe(frameCountOf(expected, fps));
		const lateness =
			video?.packets.map(({ startSeconds }, frame) => Math.abs(startSeconds - frame / fps)) ?? [];
		expect(Math.max(...lateness)).toBeLessThan(0.001);
		expect(Math.abs((audio?.endSeconds ?? 0) - (video?.endSeconds ?? 0))).toBeLessThanOrEqual(1024 / 48_000);
	});

	test("shows what was drawn at 40 dB and more, in whatever frame", () => {
		const { frameCount, layout } = film.plan;
		// Twenty, spread so that they fall at rest, into dots, fades and scrolls.
		const wanted = Array.from({ length: 20 }, (_, index) => Math.floor(((index + 0.5) * frameCount) / 20));
		for (const [index, decoded] of decodeI420Frames(file, wanted).entries()) {
			const frame = wanted[index] ?? 0;
			const luma = decoded.subarray(0, layout.widthPx * layout.heightPx);
			expect(psnrOf(luma, film.pictureAt(frame).y), `frame ${frame}`).toBeGreaterThanOrEqual(40);
		}
	});

	test("shows every message as it was drawn, with its text", () => {
		const bubbles = conversation.messages.map((_, message) => restingBubble(film, message));
		const wanted = [...new Set(bubbles.map(({ frame }) => frame))].toSorted((a, b) => a - b);
		const decoded = new Map(decodeI420Frames(file, wanted).map((y, index) => [wanted[index], y]));
		const blank = openStudio(textsOf(conversation)).createPainter(withoutText(film.plan.layout));
		const { widthPx } = film.plan.layout;
		for (const { frame, rectangle } of bubbles) {
			const shown = cropLuma({ widthPx, y: decoded.get(frame) ?? new Uint8Array() }, rectangle);
			const drawn = cropLuma(film.pictureAt(frame), rectangle);
			const textless = cropLuma(blank.pictureAt(film.runAt(frame).scene), rectangle);
			expect(psnrOf(shown, drawn)).toBeGreaterThanOrEqual(35);
			expect(psnrOf(shown, textless)).toBeLessThan(28);
		}
	});

	test("holds no sign that a font could not draw", () => {
		expect(film.warnings).toEqual([]);
		const texts = conversation.messages.map(({ text }) => text);
		const undrawn = texts.flatMap((text) => undrawnGraphemes(text, texts));
		expect(undrawn).toEqual([]);
	});

	test("sounds at every message, and is silent before", () => {
		const pcm = decodePcm(file);
		const times = planTimeline(conversation).events.flatMap((event) =>
			event.kind === "message" ? event.startMs / 1000 : [],
		);
		expect(times.length).toBe(conversation.messages.length);
		for (const [index, time] of times.entries()) {
			expect(peak(pcm, time, time + 0.05)).toBeGreaterThan(0.02);
			// No sound is longer than half a second; an encoder may spread one by the frame before it.
			const previousEnd = (times[index - 1] ?? -1) + 0.55;
			const from = Math.max(previousEnd, time - 0.3);
			if (from < time - 0.03) expect(peak(pcm, from, time - 0.022)).toBeLessThan(0.001);
		}
	});
});

type Resting = { readonly frame: number; readonly rectangle: Rectangle };

/** The last frame of the longest run in which a message stands wholly in view, and where its sprite is there. */
function restingBubble({ plan }: Film, message: number): Resting {
	const { layout, runs } = plan;
	const { item, asLast } = layout.messages[message] ?? { item: null, asLast: null };
	let end = 0;
	let best: (Resting & { readonly frames: number }) | null = null;
	for (const { scene, frameCount } of runs) {
		end += frameCount;
		const placed = scene.placements.find(
			({ sprite }) => sprite === item?.sprite || sprite === asLast?.sprite,
		);
		const sprite = layout.sprites[placed?.sprite ?? -1];
		if (placed === undefined || sprite === undefined || placed.alpha < 255) continue;
		const isInView =
			placed.yPx >= layout.viewport.topPx && placed.yPx + sprite.heightPx <= layout.viewport.bottomPx;
		if (!isInView || frameCount <= (best?.frames ?? 0)) continue;
		const { widthPx, heightPx } = sprite;
		best = {
			frame: end - 1,
			frames: frameCount,
			rectangle: { xPx: placed.xPx, yPx: placed.yPx, widthPx, heightPx },
		};
	}
	if (best === null) throw new Error(`message ${message} never rests in view`);
	return best;
}

function withoutText(layout: ChatLayout): ChatLayout {
	const sprites = layout.sprites.map((sprite) => ({
		...sprite,
		shapes: sprite.shapes.filter(({ kind }) => kind !== "text"),
	}));
	return { ...layout, sprites };
}

function peak(pcm: Float32Array, fromSeconds: number, toSeconds: number): number {
	const window = pcm.subarray(Math.max(0, Math.round(fromSeconds * 48_000)), Math.round(toSeconds * 48_000));
	return window.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { finishSteps } from "../../shared/core/steps.ts";
import { codedPictures } from "../../shared/video/encode/coded-pictures.ts";
import { type FastPlan, planFast } from "../../shared/video/encode/fast/plan-fast.ts";
import { type DrawSlice, feedStrips } from "../../shared/video/node/encode/feed-strips.ts";
import { stripArguments } from "../../shared/video/node/encode/strip-arguments.ts";
import type { Hold } from "../../shared/video/scene/scene.ts";
import { encodeFilm } from "../helpers/encode-film.ts";
import { decodeI420, ffmpegPath } from "../helpers/ffmpeg.ts";
import { type Film, filmOf } from "../helpers/film.ts";
import { type ModelPicture, shownPictures } from "../helpers/h264-model.ts";
import { decodeRaw, readCodedStrips, type Strip } from "../helpers/h264-strips.ts";
import { readExample } from "../helpers/read-example.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const folder = mkdtempSync(join(tmpdir(), "chatreel-parts-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** An example, small, with as many of its messages as come to more than a screen. */
function smallFilm(name: string): Promise<Film> {
	const { messages, video, ...rest } = readExample(name);
	const isWide = video?.width > video?.height;
	const size = isWide ? { width: 426, height: 240 } : { width: 240, height: 426 };
	return filmOf({ ...rest, messages: messages.slice(0, 12), video: { ...size, fps: 24 } });
}

const planOf = ({ film, crf, preset }: Film): FastPlan => finishSteps(planFast(film, { crf, preset }));

/** What x264 makes of a film's strips. */
async function streamOf(film: Film, plan: FastPlan): Promise<Buffer> {
	return codeRaw(await rawStripsOf(film, plan), plan);
}

function codeRaw(input: Uint8Array, plan: FastPlan): Buffer {
	return spawnSync(ffmpegPath, stripArguments(plan), { input, maxBuffer: 2 ** 30 }).stdout;
}

async function rawStripsOf({ draw }: Film, plan: FastPlan): Promise<Buffer> {
	const chunks: Buffer[] = [];
	// What is written is used again for the next.
	const pipe = new Writable({
		write: (chunk, _encoding, done) => {
			chunks.push(Buffer.from(chunk));
			done();
		},
	});
	const signal = new AbortController().signal;
	const { holds, widthPx } = plan.film;
	const drawSlice: DrawSlice = ({ hold, row }) =>
		draw((holds[hold] as Hold).scene, { xPx: 0, yPx: 16 * row, widthPx, heightPx: 16 });
	await feedStrips(plan, drawSlice, pipe, { signal, onStrips: () => {} });
	return Buffer.concat(chunks);
}

/** Each strip of a film as x264 codes it, and as a decoder shows it that knows nothing of the others. */
async function stripsOf(film: Film, plan: FastPlan): Promise<readonly Strip[]> {
	const stream = await streamOf(film, plan);
	const shown = decodeRaw(stream, { widthPx: plan.film.widthPx, heightPx: 16 });
	return readCodedStrips(stream).map((coded, index) => ({ coded, shown: shown[index] ?? Buffer.alloc(0) }));
}

/** The plan's pictures in terms of these strips. A key frame is one that all of is new in. */
function modelOf({ stream }: FastPlan, strips: readonly Strip[]): readonly ModelPicture[] {
	const of = new Map(strips.map((strip) => [strip.coded, strip]));
	const stripsAt = (indexes: readonly number[]) => indexes.map((index) => (strips[index] as Strip).coded);
	return [...codedPictures(stream, stripsAt)].map((picture): ModelPicture => {
		if (picture.kind === "repeat" || "strip" in picture) return { kind: "repeat" };
		const bands = picture.bands.map(({ atMb, strip }) => ({ atMb, strip: of.get(strip) as Strip }));
		if (picture.kind === "key") return { kind: "inter", isReference: true, scrolls: [], bands };
		return { ...picture, bands };
	});
}

test.each(readdirSync(EXAMPLES).filter((name) => name.endsWith(".json")))(
	"each frame of %s is, bit for bit, what its strips show when each is decoded alone",
	async (name) => {
		const film = await smallFilm(name);
		const plan = planOf(film);
		const dir = mkdtempSync(join(folder, "render-"));
		const { file, counts } = await encodeFilm(film, dir);
		const decoded = decodeI420(file);
		const expected = shownPictures(modelOf(plan, await stripsOf(film, plan)), plan.film);
		expect(decoded.length).toBe(plan.film.frameCount);
		const wrong = expected.flatMap((picture, frame) => (decoded[frame]?.equals(picture) ? [] : [frame]));
		expect(wrong).toEqual([]);
		expect(counts.scrolls).toBeGreaterThan(0);
	},
);

test("strips that begin flat have QP 17 at CRF 20, and 5 more where they are transient", async () => {
	const film = await smallFilm("first-date.json");
	const plan = planOf(film);
	const strips = readCodedStrips(await streamOf(film, plan));
	const { transientSlices } = plan.stream;
	const isInPassing = (slice: number) => transientSlices.some(({ from, to }) => from <= slice && slice < to);
	// Of its first macroblock: x264 writes no other into the header.
	const quantisers = (inPassing: boolean) =>
		strips.filter((_, slice) => isInPassing(slice) === inPassing).map(({ qp }) => qp);
	expect([Math.min(...quantisers(false)), Math.min(...quantisers(true))]).toEqual([17, 22]);
});

test("the QP of a strip does not depend on what was coded before it, so that no seam shows", async () => {
	const film = await smallFilm("first-date.json");
	const whole = planOf(film);
	const plan = { ...whole, stream: { ...whole.stream, transientSlices: [] } };
	const raw = await rawStripsOf(film, plan);
	const length = raw.length / plan.stream.slices.length;
	const parts = plan.stream.slices.map((_, slice) => raw.subarray(slice * length, (slice + 1) * length));
	const quantisersOf = (input: Uint8Array) => readCodedStrips(codeRaw(input, plan)).map(({ qp }) => qp);
	const forwards = quantisersOf(raw);
	const backwards = quantisersOf(Buffer.concat(parts.toReversed()));
	expect(forwards.length).toBe(parts.length);
	expect(backwards.toReversed()).toEqual(forwards);
});

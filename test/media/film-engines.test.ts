import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finishSteps } from "../../shared/core/steps.ts";
import type { Encoded, EngineName } from "../../shared/video/encode/engine.ts";
import { createEngines } from "../../shared/video/node/encode/create-engines.ts";
import type { Draw } from "../../shared/video/scene/draw.ts";
import { encodeFilm } from "../helpers/encode-film.ts";
import { wrapFfmpeg } from "../helpers/fake-ffmpeg.ts";
import { type Film, filmOf } from "../helpers/film.ts";
import { drawAsPlanned, filmFromPlan } from "../helpers/film-from-plan.ts";
import { childrenIn } from "../helpers/processes.ts";

/** Typing, fades, carried bubbles and scrolls. */
const chat = {
	video: { width: 240, height: 426, fps: 24 },
	messages: [
		{ sender: "you", text: "Did you see the lights over the harbour tonight? All of them!", timestamp: 0.3 },
		{ sender: "them", text: "Yes 😍 the whole street came out to look at them", timestamp: 2.2 },
		{ sender: "you", text: "I counted four colours, and then it was over, just like that", timestamp: 3.5 },
		{ sender: "them", text: "Five. And one of them was a bird, or looked like one", timestamp: 5.2 },
	],
};

const folder = mkdtempSync(join(tmpdir(), "chatreel-film-"));
afterAll(() => rmSync(folder, { recursive: true }));
const newDir = () => mkdtempSync(join(folder, "render-"));
let planned: Film;
beforeAll(async () => {
	planned = await filmOf(chat);
});

type Options = {
	readonly ffmpegPath?: string;
	readonly draw?: Draw;
	readonly signal?: AbortSignal;
	readonly onProgress?: () => void;
};

/** Has an engine of films make the video. */
function encode(engine: EngineName, options: Options = {}): { dir: string; made: Promise<Encoded> } {
	const { plan, fonts, sound } = planned;
	const { signal = new AbortController().signal, onProgress = () => {} } = options;
	const film = filmFromPlan(plan, fonts.measure, sound);
	const { draw = drawAsPlanned(film, plan, fonts.createPainter(plan.layout)), ffmpegPath } = options;
	const { plan: planFilm, run } = createEngines({ ffmpegPath })[engine];
	const dir = newDir();
	const filmPlan = finishSteps(planFilm(film, { crf: plan.crf, preset: plan.preset }));
	return { dir, made: run(filmPlan, draw, { dir, signal, onProgress }) };
}

describe("an engine of films", () => {
	test.each(["fast", "plain"] as const)("makes the file that it made of the plan: %s", async (engine) => {
		const [before, after] = await Promise.all([
			encodeFilm(planned, newDir(), { engine }),
			encode(engine).made,
		]);
		const { file: _, stages: __, childCpuMs: ___, ...same } = after;
		expect(before).toMatchObject(same);
		expect(readFileSync(after.file).equals(readFileSync(before.file))).toBe(true);
		expect(after.childCpuMs).toBeGreaterThan(0);
	});

	test("leaves a stream that it does not know to the plain one, with a warning", async () => {
		const { made } = encode("fast", { ffmpegPath: wrapFfmpeg(folder, "keyint=1:", "keyint=2:") });
		const { engine, warnings, counts } = await made;
		expect(engine).toBe("plain");
		expect(counts.frames).toBe(planned.plan.frameCount);
		expect(warnings).toEqual([
			{ code: "ENGINE_FALLBACK", message: expect.stringContaining("no IDR picture") },
		]);
	});

	test.each(["fast", "plain"] as const)(
		"passes what drawing throws, and leaves nothing: %s",
		async (engine) => {
			const fault = new Error("no such font");
			const { dir, made } = encode(engine, {
				draw: () => {
					throw fault;
				},
			});
			await expect(made).rejects.toBe(fault);
			expect([readdirSync(dir), childrenIn(dir)]).toEqual([[], []]);
		},
	);

	test.each(["fast", "plain"] as const)("ends at once with a cancel: %s", async (engine) => {
		const controller = new AbortController();
		const reason = new Error("stopped");
		const onProgress = () => controller.abort(reason);
		const { dir, made } = encode(engine, { signal: controller.signal, onProgress });
		await expect(made).rejects.toBe(reason);
		expect([readdirSync(dir), childrenIn(dir)]).toEqual([[], []]);
	});
});

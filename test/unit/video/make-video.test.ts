import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import { type MakeOptions, makeVideo } from "../../../shared/video/make-video.ts";
import { allocatePicture } from "../../../shared/video/plan/picture.ts";
import { planVideo } from "../../../shared/video/plan-video.ts";
import type { Progress, RenderPorts } from "../../../shared/video/ports.ts";
import { measureEvenly } from "../../helpers/measure.ts";

const conversation = parseConversation(
	{ video: { width: 240, height: 426 }, messages: [{ sender: "you", text: "Hi" }] },
	{ maxMessages: 50 },
);

/** Ports that note what is asked of them, in order; `fail` names one that throws. */
function notingPorts(fail?: string) {
	const notes: string[] = [];
	const note = (name: string) => {
		notes.push(name);
		if (name === fail) throw new Error(`${name} failed`);
	};
	const ports: RenderPorts = {
		requirePreflight: async () => note("preflight"),
		openStudio: async () => {
			note("fonts");
			return {
				measure: measureEvenly,
				glyphWarnings: [{ code: "MISSING_GLYPH", message: "one" }],
				createPainter: ({ widthPx, heightPx }) => ({
					pictureAt: () => {
						note("draw");
						return allocatePicture(widthPx, heightPx);
					},
					rowsAt: (_scene, { fromPx, toPx }) => allocatePicture(widthPx, toPx - fromPx),
				}),
			};
		},
		planSound: () => ({ sampleRate: 48_000, effects: [], starts: [] }),
		encode: async (plan, pictureAt, _sound, { onProgress = () => {} }) => {
			note("encode");
			plan.runs.forEach((_run, index) => {
				pictureAt(index);
				onProgress(index + 1);
			});
			const counts = {
				...{ frames: plan.frameCount, pictures: plan.runs.length, repeats: 0 },
				...{ keys: 0, scrolls: 0, bands: 0, rowsDrawn: 0, bytesToX264: 0 },
			};
			const made = { file: "video.mp4", bytes: 1234, counts, childCpuMs: 1000 };
			return { ...made, engine: "plain", stages: {}, warnings: [] };
		},
		engine: "plain",
		posterPng: async () => {
			note("poster");
			return new Uint8Array(3);
		},
		withTempDir: async (work) => {
			note("make temp dir");
			try {
				return await work("temp");
			} finally {
				notes.push("remove temp dir");
			}
		},
		deliver: async ({ videoFile }) => {
			note(`deliver ${videoFile}`);
			return { bucketId: null, fileId: null, posterFileId: null };
		},
	};
	return { ports, notes };
}

const signal = new AbortController().signal;

async function make(ports: RenderPorts, options: Partial<MakeOptions> = {}) {
	const plan = await planVideo(conversation, ports);
	return makeVideo(plan, ports, { signal, onProgress: () => {}, onChild: () => {}, ...options });
}

describe("a render", () => {
	test("goes its way in order, and leaves no temporary directory", async () => {
		const { ports, notes } = notingPorts();
		await make(ports);
		const steps = notes.filter((name, index) => name !== notes[index - 1]);
		expect(steps).toEqual([
			"fonts",
			"preflight",
			"make temp dir",
			"encode",
			"draw",
			"poster",
			"deliver video.mp4",
			"remove temp dir",
		]);
	});

	test("reports what it made and what its children cost", async () => {
		const { ports } = notingPorts();
		const made = await make(ports);
		const { plan, warnings } = await planVideo(conversation, ports);
		expect(made).toMatchObject({ bytes: 1234, childCpuMs: 1000, frames: plan.frameCount });
		expect(warnings.map(({ code }) => code)).toEqual(["MISSING_GLYPH"]);
	});

	test("tells its watcher each stage and ever more frames", async () => {
		const { ports } = notingPorts();
		const seen: Progress[] = [];
		await make(ports, { onProgress: (progress) => seen.push(progress) });
		const stages = seen.map(({ stage }) => stage);
		expect([...new Set(stages)]).toEqual(["preflight", "render", "deliver"]);
		const frames = seen.map(({ framesDone }) => framesDone);
		expect(frames).toEqual(frames.toSorted((a, b) => a - b));
		expect(seen.at(-1)?.framesDone).toBe(seen.at(-1)?.framesTotal);
	});
});

describe("a render that fails", () => {
	test("in its pre-flight has drawn nothing and made no directory", async () => {
		const { ports, notes } = notingPorts("preflight");
		await expect(make(ports)).rejects.toThrow("preflight failed");
		expect(notes).toEqual(["fonts", "preflight"]);
	});

	test.each(["encode", "poster", "deliver video.mp4"])(
		"in %s removes its temporary directory",
		async (step) => {
			const { ports, notes } = notingPorts(step);
			await expect(make(ports)).rejects.toThrow(`${step} failed`);
			expect(notes.at(-1)).toBe("remove temp dir");
			expect(notes.filter((name) => name.startsWith("deliver"))).toEqual(
				step.startsWith("deliver") ? [step] : [],
			);
		},
	);

	test.each(["fonts", "poster"])("because it was stopped during %s delivers nothing", async (step) => {
		const { ports, notes } = notingPorts();
		const controller = new AbortController();
		const stopAt =
			<Args extends unknown[], Result>(work: (...args: Args) => Result) =>
			(...args: Args) => {
				controller.abort(new Error("stopped"));
				return work(...args);
			};
		const stopping =
			step === "fonts"
				? { ...ports, openStudio: stopAt(ports.openStudio) }
				: { ...ports, posterPng: stopAt(ports.posterPng) };
		await expect(make(stopping, { signal: controller.signal })).rejects.toThrow("stopped");
		expect(notes.filter((name) => name.startsWith("deliver"))).toEqual([]);
		expect(notes.at(-1)).toBe(step === "fonts" ? "fonts" : "remove temp dir");
	});
});

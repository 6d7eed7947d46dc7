import { describe, expect, test } from "vitest";
import { ChatreelError } from "../../../shared/core/errors.ts";
import type { Engine } from "../../../shared/video/encode/engine.ts";
import type { Machine } from "../../../shared/video/machine.ts";
import { fontsOnDisk } from "../../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../../shared/video/node/graphics.ts";
import { type RenderOptions, type RenderProgress, renderVideo } from "../../../shared/video/render-video.ts";
import { quoteMachine } from "../../helpers/measure.ts";

const conversation = {
	video: { width: 240, height: 426 },
	messages: [{ sender: "you", text: "Hi \ue000" }],
};

/** A machine that notes what is asked of it, in order; `fail` names a part that throws. */
function notingMachine(fail?: string) {
	const notes: string[] = [];
	const note = (name: string) => {
		notes.push(name);
		if (name === fail) throw new ChatreelError("RENDER_FAILED", `${name} failed`);
	};
	let spentMs = 0;
	const engineOf = (engine: "fast" | "plain"): Engine => ({
		name: engine,
		plan: quoteMachine.engines[engine].plan,
		run: async ({ film }, draw, { dir, onProgress = () => {} }) => {
			note(`encode ${engine}`);
			for (const [index, { scene }] of film.holds.entries()) {
				draw(scene);
				onProgress(index + 1);
			}
			const counts = {
				...{ frames: film.frameCount, pictures: film.holds.length, repeats: 0 },
				...{ keys: 0, scrolls: 0, bands: 0, rowsDrawn: 0, bytesToX264: 0 },
			};
			const warnings = [{ code: "ENGINE_FALLBACK", message: "two" }];
			const childCpuMs = 1000;
			return { file: `${dir}/video.mp4`, bytes: 1234, counts, childCpuMs, engine, stages: {}, warnings };
		},
	});
	const machine: Machine = {
		graphics: {
			...graphics,
			loadFont: (file) => {
				note("fonts");
				return graphics.loadFont(file);
			},
			path: (d) => {
				note("draw");
				return graphics.path(d);
			},
		},
		fonts: fontsOnDisk,
		engines: { fast: engineOf("fast"), plain: engineOf("plain") },
		encodePng: async (size, draw) => {
			note("poster");
			draw({ xPx: 0, yPx: 0, ...size });
			return new Uint8Array(3);
		},
		files: {
			write: async (directory, name) => `${directory}/${name}`,
			withTempDir: async (work, { root = "/tmp" } = {}) => {
				note(`make ${root}/temp`);
				try {
					return await work(`${root}/temp`);
				} finally {
					notes.push("remove temp");
				}
			},
			openOutput: async (path) => {
				note(`check ${path}`);
				return async ({ video, poster }) => {
					note(`move ${video} and ${poster}`);
					return { video: path, poster: "out.poster.png" };
				};
			},
		},
		cpuMs: () => {
			spentMs += 70;
			return spentMs;
		},
	};
	return { machine, notes };
}

const render = (machine: Machine, options: Partial<RenderOptions> = {}) =>
	renderVideo(conversation, { output: "out.mp4", ...options }, machine);

describe("a video", () => {
	test("is made in order, and leaves no temporary directory", async () => {
		const { machine, notes } = notingMachine();
		await render(machine);
		const steps = notes.filter((name, index) => name !== notes[index - 1]);
		expect(steps).toEqual([
			"check out.mp4",
			"fonts",
			"make /tmp/temp",
			"encode fast",
			"draw",
			"poster",
			"move /tmp/temp/video.mp4 and /tmp/temp/poster.png",
			"remove temp",
		]);
	});

	test("comes with what it is, what it cost and what to mind", async () => {
		const made = await render(notingMachine().machine);
		expect(made).toEqual({
			files: { video: "out.mp4", poster: "out.poster.png" },
			...{ bytes: 1234, cpuSeconds: 1.07, frames: expect.any(Number), durationSeconds: expect.any(Number) },
			warnings: [
				{ code: "ENGINE_FALLBACK", message: "two" },
				{ code: "MISSING_GLYPH", message: expect.any(String), pointer: "/messages/0/text" },
			],
		});
		expect(made.durationSeconds).toBeCloseTo(made.frames / 30, 3);
	});

	test("is made by the engine, and in the directory, that the caller names", async () => {
		const { machine, notes } = notingMachine();
		await render(machine, { engine: "plain", directory: "/scratch" });
		expect(notes).toContain("encode plain");
		expect(notes).toContain("move /scratch/temp/video.mp4 and /scratch/temp/poster.png");
	});

	test("reports ever more frames", async () => {
		const seen: RenderProgress[] = [];
		const { frames } = await render(notingMachine().machine, {
			onProgress: (progress) => seen.push(progress),
		});
		const done = seen.map(({ framesDone }) => framesDone);
		expect(done).toEqual(done.toSorted((a, b) => a - b));
		expect(new Set(seen.map(({ framesTotal }) => framesTotal))).toEqual(new Set([frames]));
	});
});

describe("a video is refused before any work", () => {
	test("for every fault of its conversation at once", async () => {
		const { machine, notes } = notingMachine();
		const faulty = { messages: [{ sender: "me", text: "" }], extra: 1 };
		const refused = renderVideo(faulty, { output: "out.mp4" }, machine);
		await expect(refused).rejects.toMatchObject({ kind: "INVALID_INPUT", details: { faultCount: 3 } });
		expect(notes).toEqual([]);
	});

	test.each<[string, Partial<Record<keyof RenderOptions, unknown>>, string]>([
		["an output that is no MP4", { output: "out.gif" }, "output: expected an option output"],
		["no output", { output: undefined }, "allowed: a path that ends in .mp4, received undefined"],
		["an engine that is not there", { engine: "quick" }, 'allowed: "fast", "plain", received quick'],
	])("for %s", async (_, options, words) => {
		const { machine, notes } = notingMachine();
		const refused = render(machine, options as Partial<RenderOptions>);
		await expect(refused).rejects.toMatchObject({
			kind: "INVALID_INPUT",
			message: expect.stringContaining(words),
		});
		expect(notes).toEqual([]);
	});

	test("for want of options", async () => {
		const forgotten = renderVideo as unknown as (...call: unknown[]) => Promise<unknown>;
		const refused = forgotten(conversation, undefined, notingMachine().machine);
		await expect(refused).rejects.toThrow("output: expected an option output");
	});

	test("for more messages than are allowed", async () => {
		const many = { ...conversation, messages: Array(51).fill(conversation.messages[0]) };
		const { machine } = notingMachine();
		await expect(renderVideo(many, { output: "out.mp4" }, machine)).rejects.toThrow("messages");
		const made = renderVideo(many, { output: "out.mp4", maxMessages: 51 }, machine);
		await expect(made).resolves.toMatchObject({ bytes: 1234 });
	});
});

describe("a video that fails", () => {
	test("for want of fonts has made no directory", async () => {
		const { machine, notes } = notingMachine("fonts");
		await expect(render(machine)).rejects.toThrow("fonts failed");
		expect(notes).toEqual(["check out.mp4", "fonts"]);
	});

	test.each(["encode fast", "poster", "move /tmp/temp/video.mp4 and /tmp/temp/poster.png"])(
		"in %s removes its temporary directory",
		async (step) => {
			const { machine, notes } = notingMachine(step);
			await expect(render(machine)).rejects.toThrow(`${step} failed`);
			expect(notes.at(-1)).toBe("remove temp");
			expect(notes.filter((name) => name.startsWith("move"))).toEqual(step.startsWith("move") ? [step] : []);
		},
	);

	test("for want of disk says so, whatever the system called it", async () => {
		const { machine } = notingMachine();
		const full = Object.assign(new Error("write"), { code: "ENOSPC" });
		const failing: Machine = {
			...machine,
			files: { ...machine.files, write: () => Promise.reject(full) },
		};
		await expect(render(failing)).rejects.toMatchObject({
			...{ kind: "RESOURCE_EXHAUSTED", status: 507, cause: full },
			message: "Out of disk space.",
		});
	});

	test.each<
		["loading fonts" | "drawing the poster", (machine: Machine, stop: () => void) => Partial<Machine>]
	>([
		[
			"loading fonts",
			(machine, stop) => ({
				graphics: {
					...machine.graphics,
					loadFont: (file) => {
						stop();
						return machine.graphics.loadFont(file);
					},
				},
			}),
		],
		[
			"drawing the poster",
			(machine, stop) => ({
				encodePng: (...drawing) => {
					stop();
					return machine.encodePng(...drawing);
				},
			}),
		],
	])("because it was stopped while %s moves no file to its output", async (step, replace) => {
		const { machine, notes } = notingMachine();
		const controller = new AbortController();
		const stopping = { ...machine, ...replace(machine, () => controller.abort(new Error("stopped"))) };
		await expect(render(stopping, { signal: controller.signal })).rejects.toThrow("stopped");
		expect(notes.filter((name) => name.startsWith("move"))).toEqual([]);
		expect(notes.includes("encode fast")).toBe(step === "drawing the poster");
		expect(notes.at(-1)).toBe("remove temp");
	});
});

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { requirePreflight } from "../../shared/app/preflight.ts";
import { readEnv } from "../../shared/platform/node/env.ts";
import { loadBeside } from "../../shared/platform/node/load-beside.ts";
import type { Encoded, Engine } from "../../shared/video/encode/engine.ts";
import type { Machine } from "../../shared/video/machine.ts";
import { createNodeMachine } from "../../shared/video/node/node-machine.ts";
import { ownCpuMs } from "../../shared/video/node/own-cpu.ts";
import { renderVideo } from "../../shared/video/render-video.ts";
import { findPicturesDir } from "../cli/read-conversation.ts";
import type { OwnFigures } from "./figures.ts";

/**
 * One render as the command makes it, pre-flight and poster included, but without a job around it: neither Appwrite nor npm
 * is measured. Prints OwnFigures as JSON.
 */
const { values } = parseArgs({
	options: {
		workload: { type: "string", default: "" },
		engine: { type: "string", default: "" },
		output: { type: "string", default: "" },
	},
});

const stages: Record<string, number> = {};
let lastMs = 0;
/** Gives what this process used since the last call to a stage. */
function spent(stage: string): void {
	const nowMs = ownCpuMs();
	stages[stage] = (stages[stage] ?? 0) + nowMs - lastMs;
	lastMs = nowMs;
}

spent("start");
const env = readEnv();
await requirePreflight(env).finally(() => spent("pre-flight"));
let encoded: Encoded | null = null;
const machine = measured(createNodeMachine({ ffmpegPath: env.FFMPEG_PATH, emojiFont: env.EMOJI_FONT }));
const conversation = JSON.parse(await readFile(values.workload, "utf8"));
const engine = values.engine === "plain" ? "plain" : "fast";
const options = { output: values.output, engine, maxMessages: env.MAX_MESSAGES } as const;
const loadPicture = loadBeside(findPicturesDir(values.workload));
await renderVideo(conversation, { ...options, loadPicture }, machine);
spent("delivery");
process.stdout.write(`${JSON.stringify(figuresOf(encoded))}\n`);

/** A machine that gives what each of its parts uses to a stage. What lies between them is planning. */
function measured(real: Machine): Machine {
	const engineOf = (engine: Engine): Engine => ({
		...engine,
		run: async (...call) => {
			spent("plan");
			encoded = await engine.run(...call);
			spent("engine");
			return encoded;
		},
	});
	return {
		...real,
		graphics: {
			...real.graphics,
			loadFont: (file) => {
				spent("plan");
				void real.graphics.loadFont(file);
				spent("fonts");
			},
		},
		engines: { fast: engineOf(real.engines.fast), plain: engineOf(real.engines.plain) },
		encodePng: (...call) => real.encodePng(...call).finally(() => spent("poster")),
	};
}

/** What the engine names of what it used is taken out of "engine", and of its children out of "ffmpeg": they are the rest. */
function figuresOf(made: Encoded | null): OwnFigures {
	if (made === null) throw new Error("a video was expected");
	const { x264 = 0, aac = 0, ffmpeg: _, ...own } = made.stages;
	const { engine: wholeMs = 0, ...around } = stages;
	const ownMs = Object.values(own).reduce((sum, ms) => sum + ms, 0);
	const rest = { engine: wholeMs - ownMs, ffmpeg: made.childCpuMs - x264 - aac };
	const { counts, bytes, engine: name, warnings } = made;
	return { counts, bytes, engine: name, warnings, stages: { ...around, ...own, x264, aac, ...rest } };
}

import { copyFile, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { videoPorts } from "../../shared/app/video-ports.ts";
import { readEnv } from "../../shared/platform/node/env.ts";
import { ownCpuMs } from "../../shared/platform/node/process-cpu.ts";
import { calibrate } from "../../shared/service/quota/calibration.ts";
import { prepare } from "../../shared/service/quote/prepare.ts";
import { parseConversationText } from "../../shared/video/conversation/parse.ts";
import { makeVideo } from "../../shared/video/make-video.ts";
import type { Encoded, EngineName } from "../../shared/video/plan/engine.ts";
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

/** What the model says: the price is worked out as in a render, and nothing is held to it. */
const calibrationOf = async (engine: EngineName) => calibrate(engine, []);

spent("start");
const env = readEnv();
const ports = videoPorts(env, values.engine === "plain" ? "plain" : "fast");
const limits = { maxMessages: env.MAX_MESSAGES };
const conversation = parseConversationText(await readFile(values.workload, "utf8"), limits);
const { video } = await prepare({ conversation, options: {} }, { ...ports, openStudio, calibrationOf });
spent("plan");
let encoded: Encoded | null = null;
await makeVideo(
	video,
	{
		...ports,
		requirePreflight: () => ports.requirePreflight().finally(() => spent("pre-flight")),
		encode: async (...call) => {
			encoded = await ports.encode(...call);
			spent("engine");
			return encoded;
		},
		posterPng: (...call) => ports.posterPng(...call).finally(() => spent("poster")),
		deliver: async ({ videoFile }) => {
			await copyFile(videoFile, values.output);
			return { bucketId: null, fileId: null, posterFileId: null };
		},
	},
	{ signal: new AbortController().signal, onProgress: () => {}, onChild: () => {} },
);
spent("delivery");
process.stdout.write(`${JSON.stringify(figuresOf(encoded))}\n`);

async function openStudio(...asked: Parameters<typeof ports.openStudio>) {
	spent("plan");
	return ports.openStudio(...asked).finally(() => spent("fonts"));
}

/** What the engine names of what it used is taken out of "engine", and of its children out of "ffmpeg": they are the rest. */
function figuresOf(made: Encoded | null): OwnFigures {
	if (made === null) throw new Error("a video was expected");
	const { x264 = 0, aac = 0, ffmpeg: _, ...own } = made.stages;
	const { engine = 0, ...around } = stages;
	const ownMs = Object.values(own).reduce((sum, ms) => sum + ms, 0);
	const rest = { engine: engine - ownMs, ffmpeg: made.childCpuMs - x264 - aac };
	const { counts, bytes, engine: name, warnings } = made;
	return { counts, bytes, engine: name, warnings, stages: { ...around, ...own, x264, aac, ...rest } };
}

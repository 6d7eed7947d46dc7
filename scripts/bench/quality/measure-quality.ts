import { readEnv } from "../../../shared/platform/node/env.ts";
import type { Conversation } from "../../../shared/video/conversation/conversation.ts";
import type { LoadPicture } from "../../../shared/video/conversation/pictures/read-pictures.ts";
import { decodePictures } from "../../../shared/video/decode-pictures.ts";
import type { EngineName } from "../../../shared/video/encode/engine.ts";
import type { Film } from "../../../shared/video/encode/film.ts";
import { installedFfmpegPath } from "../../../shared/video/node/encode/installed-ffmpeg.ts";
import { createNodeMachine } from "../../../shared/video/node/node-machine.ts";
import { createPainter } from "../../../shared/video/paint/painter.ts";
import { planVideo } from "../../../shared/video/plan-video.ts";
import { makeVideo } from "../../../shared/video/render-video.ts";
import type { Scene } from "../../../shared/video/scene/scene.ts";
import { addDifferences, comparePlanes, type Difference, decibels, NO_DIFFERENCE } from "./compare-planes.ts";
import { countFlat, type FlatCounts } from "./count-flat.ts";
import { decodeFrames } from "./decode-frames.ts";

/** How near a file is to what was drawn. */
export type Quality = {
	readonly bytes: number;
	/** Of the mean squared error of all compared frames. */
	readonly lumaDb: number;
	readonly chromaDb: number;
	/** Of the compared frame with the largest error. */
	readonly worstLumaDb: number;
	/** −10 · log10(1 − SSIM) of luma. */
	readonly ssimDb: number;
	/** Shares of the luma samples of flat ground that are off by a level or more, and by more than one. */
	readonly flatOff: number;
	readonly flatFarOff: number;
};

/** About how many frames of a video are compared, spread evenly. */
const FRAMES_COMPARED = 60;

/** Steps between compared frames: primes, so that they fall on key frames and repeats as often as these occur. */
const STEPS = [1, 2, 3, 7, 11, 17, 23, 37, 53, 89, 131, 197];

/** Renders a conversation with one engine at one CRF, and compares the file with the drawn pictures. */
export async function measureQuality(
	conversation: Conversation,
	loadPicture: LoadPicture,
	engine: EngineName,
	crf: number,
): Promise<Quality> {
	const env = readEnv();
	const machine = createNodeMachine({ ffmpegPath: env.FFMPEG_PATH, emojiFont: env.EMOJI_FONT });
	const changed = { ...conversation, video: { ...conversation.video, crf } };
	const video = await planVideo(changed, machine, { engine, loadPicture });
	const ffmpegPath = env.FFMPEG_PATH ?? (await installedFfmpegPath());
	return machine.files.withTempDir(async (directory) => {
		const { files, bytes } = await makeVideo(video, { directory }, machine);
		const { film } = video.plan;
		const scenes = film.holds.map(({ scene }) => scene);
		const images = await decodePictures(video.pictures, scenes, machine);
		const { draw } = createPainter(film, { ...machine, typesetter: video.typesetter, images });
		const step = STEPS.findLast((each) => each * FRAMES_COMPARED <= film.frameCount) ?? 1;
		const lumaSamples = film.widthPx * film.heightPx;
		const frames = decodeFrames(ffmpegPath, files.video, { step, frameBytes: 1.5 * lumaSamples });
		let [luma, chroma] = [NO_DIFFERENCE, NO_DIFFERENCE];
		let flat: FlatCounts = { samples: 0, off: 0, farOff: 0 };
		let worstLumaDb = Number.POSITIVE_INFINITY;
		let frame = 0;
		for await (const decoded of frames) {
			const { y, u, v } = draw(sceneAt(film, frame));
			const plane = (from: number, drawn: Uint8Array, width: number): Difference =>
				comparePlanes(decoded.subarray(from, from + drawn.length), drawn, width);
			const ofLuma = plane(0, y, film.widthPx);
			const ofU = plane(lumaSamples, u, film.widthPx / 2);
			const ofV = plane(1.25 * lumaSamples, v, film.widthPx / 2);
			luma = addDifferences(luma, ofLuma);
			chroma = addDifferences(chroma, addDifferences(ofU, ofV));
			const own = countFlat(decoded.subarray(0, y.length), y, film.widthPx);
			flat = {
				samples: flat.samples + own.samples,
				off: flat.off + own.off,
				farOff: flat.farOff + own.farOff,
			};
			worstLumaDb = Math.min(worstLumaDb, decibels(ofLuma));
			frame += step;
		}
		const expected = Math.ceil(film.frameCount / step);
		if (frame / step !== expected) throw new Error(`${frame / step} frames were decoded, not ${expected}`);
		return {
			...{ bytes, lumaDb: decibels(luma), chromaDb: decibels(chroma), worstLumaDb },
			ssimDb: -10 * Math.log10(1 - luma.ssim / luma.windows),
			flatOff: flat.off / Math.max(1, flat.samples),
			flatFarOff: flat.farOff / Math.max(1, flat.samples),
		};
	});
}

function sceneAt({ holds }: Film, frame: number): Scene {
	let end = 0;
	const hold = holds.find(({ frameCount }) => {
		end += frameCount;
		return frame < end;
	});
	if (hold === undefined) throw new RangeError(`frame ${frame} of ${end}`);
	return hold.scene;
}

import { ChatreelError } from "../../../core/errors.ts";
import { type AacTrack, countAacFrames } from "../../encode/aac/aac-track.ts";
import { cutStretches, type Stretch } from "../../encode/aac/cut-stretches.ts";
import { layOutEffects, SILENT_FRAME_INDEX } from "../../encode/aac/effect-timeline.ts";
import type { Sound } from "../../sound/sound.ts";
import { type AacEncoderOptions, encodeAac } from "./encode-aac.ts";

/**
 * Encodes each different effect once, and one frame of silence, in one ffmpeg. The track is these frames in the order of the
 * sound. It decodes to what the whole sound, encoded, decodes to, apart from the encoder's rate control. The CPU depends on how
 * many effects are different, not on how long the sound is. Rejects with RENDER_FAILED, DEPENDENCY_ERROR or RESOURCE_EXHAUSTED as
 * the plain engine does.
 */
export async function encodeEffectTrack(
	sound: Sound,
	durationSeconds: number,
	options: AacEncoderOptions,
): Promise<AacTrack> {
	const sampleCount = Math.round(durationSeconds * sound.sampleRate);
	const stretches = cutStretches(sound, sampleCount);
	const timeline = layOutEffects(stretches, sound.sampleRate);
	const { frames, audioSpecificConfig, childCpuMs } = await encodeAac(
		timeline.sound,
		timeline.sampleCount,
		options,
	);
	if (frames.length !== countAacFrames(timeline.sampleCount)) {
		throw new ChatreelError(
			"RENDER_FAILED",
			`ffmpeg made ${frames.length} AAC frames of ${timeline.sampleCount} samples`,
		);
	}
	const frameCount = countAacFrames(sampleCount);
	const framesInOrder = () => inOrder(frames, stretches, timeline.firstFrames, frameCount);
	return {
		audioSpecificConfig,
		sampleRate: sound.sampleRate,
		channels: 1,
		frames: { [Symbol.iterator]: framesInOrder },
		frameCount,
		childCpuMs,
	};
}

/**
 * A stretch that fills the frames a to b − 1 is heard in the windows of the coded frames a to b; with one more on each side it
 * takes a − 1 to b + 1 (see cut-stretches.ts). All other frames are silence.
 */
function* inOrder(
	coded: readonly Uint8Array[],
	stretches: readonly Stretch[],
	firstFrames: ReadonlyMap<string, number>,
	frameCount: number,
): Generator<Uint8Array> {
	const silence = coded[SILENT_FRAME_INDEX] ?? new Uint8Array(0);
	let next = 0;
	for (let index = 0; index < frameCount; index++) {
		while (next < stretches.length && index > lastCodedFrame(stretches[next])) next++;
		const stretch = stretches[next];
		const isSilent = stretch === undefined || index < stretch.firstFrame - 1;
		if (isSilent) yield silence;
		else yield coded[(firstFrames.get(stretch.key) ?? 0) + index - stretch.firstFrame] ?? silence;
	}
}

function lastCodedFrame(stretch: Stretch | undefined): number {
	return stretch === undefined ? Number.POSITIVE_INFINITY : stretch.firstFrame + stretch.frameCount + 1;
}

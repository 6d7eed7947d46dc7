import { allocatePicture } from "../../../shared/video/scene/picture.ts";
import { encodePictures } from "./encode-pictures.ts";
import { fillRepeats } from "./fill-repeats.ts";
import { type CodedFrames, createFrameEncoder } from "./frame-encoder.ts";
import type { VideoSize } from "./messages.ts";
import { listVideoConfigs } from "./video-config.ts";
import { WORK_WORDS } from "./words.ts";

/** For all configurations together: an encoder that hangs is given up. */
const TRIAL_LIMIT_MS = 3000;

export type WorkingEncoder = {
	readonly config: VideoEncoderConfig;
	/** Whether pictures can be added to its stream (fill-repeats.ts). */
	readonly canRepeat: boolean;
};

export type Trial = WorkingEncoder | { readonly config: null; readonly words: string };

/**
 * Finds a configuration with which this browser encodes pictures of this size. Two frames are truly encoded, because some browsers say
 * that they can and then fail. Never rejects.
 */
export async function tryEncoder(size: VideoSize): Promise<Trial> {
	if (typeof VideoEncoder === "undefined" || typeof VideoFrame === "undefined")
		return { config: null, words: WORK_WORDS.noEncoder };
	const supported: VideoEncoderConfig[] = [];
	for (const config of listVideoConfigs(size)) if (await isSupported(config)) supported.push(config);
	if (supported.length === 0) return { config: null, words: WORK_WORDS.noFormat };
	const endsAtMs = performance.now() + TRIAL_LIMIT_MS;
	for (const config of supported) {
		const coded = await encodeTwoFrames(config, endsAtMs - performance.now());
		if (coded !== null) return { config, canRepeat: canRepeat(coded) };
	}
	return { config: null, words: WORK_WORDS.trialFailed };
}

async function isSupported(config: VideoEncoderConfig): Promise<boolean> {
	const answer = await VideoEncoder.isConfigSupported(config).catch(() => null);
	return answer?.supported === true;
}

/** Null where it fails, or takes too long. */
async function encodeTwoFrames(config: VideoEncoderConfig, limitMs: number): Promise<CodedFrames | null> {
	const signal = AbortSignal.timeout(Math.max(0, limitMs));
	try {
		const encoder = createFrameEncoder({ config, signal, onFrame: () => {} });
		const { width: widthPx, height: heightPx, framerate: fps = 30 } = config;
		const drawHold = (hold: number) => {
			const picture = allocatePicture(widthPx, heightPx);
			picture.y.fill(hold === 0 ? 40 : 200);
			return picture;
		};
		const holds = [{ frameCount: 1 }, { frameCount: 1 }];
		return (await encodePictures({ fps, holds, drawHold }, encoder, true).finally(encoder.close)).coded;
	} catch {
		return null;
	}
}

function canRepeat(coded: CodedFrames): boolean {
	try {
		return fillRepeats(coded, [0, 1], 2).frames.length === 2;
	} catch {
		return false;
	}
}

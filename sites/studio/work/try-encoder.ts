import { allocatePicture } from "../../../shared/video/scene/picture.ts";
import type { VideoSize } from "./messages.ts";
import { listVideoConfigs } from "./video-config.ts";
import { toVideoFrame } from "./video-frame.ts";
import { WORK_WORDS } from "./words.ts";

/** For all configurations together: an encoder that hangs is given up. */
const TRIAL_LIMIT_MS = 3000;

export type Trial =
	| { readonly config: VideoEncoderConfig }
	| { readonly config: null; readonly words: string };

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
	for (const config of supported)
		if (await encodesTwoFrames(config, endsAtMs - performance.now())) return { config };
	return { config: null, words: WORK_WORDS.trialFailed };
}

async function isSupported(config: VideoEncoderConfig): Promise<boolean> {
	const answer = await VideoEncoder.isConfigSupported(config).catch(() => null);
	return answer?.supported === true;
}

async function encodesTwoFrames(config: VideoEncoderConfig, limitMs: number): Promise<boolean> {
	let chunkCount = 0;
	let hasParameterSets = false;
	const { promise: failed, resolve: fail } = Promise.withResolvers<false>();
	const encoder = new VideoEncoder({
		output: (_, metadata) => {
			chunkCount++;
			hasParameterSets ||= metadata?.decoderConfig?.description !== undefined;
		},
		error: () => fail(false),
	});
	const timer = setTimeout(() => fail(false), limitMs);
	const encode = async () => {
		encoder.configure(config);
		const picture = allocatePicture(config.width, config.height);
		for (const timestamp of [0, 1e6]) {
			picture.y.fill(timestamp === 0 ? 40 : 200);
			const frame = toVideoFrame(picture, timestamp);
			encoder.encode(frame, { keyFrame: timestamp === 0 });
			frame.close();
		}
		await encoder.flush();
		return chunkCount === 2 && hasParameterSets;
	};
	try {
		return await Promise.race([encode(), failed]);
	} catch {
		return false;
	} finally {
		clearTimeout(timer);
		if (encoder.state !== "closed") encoder.close();
	}
}

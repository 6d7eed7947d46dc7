import { UnsupportedStreamError } from "../../../shared/video/encode/h264/unsupported-stream-error.ts";
import type { PlainPlan } from "../../../shared/video/encode/plain/plan-plain.ts";
import type { Draw } from "../../../shared/video/scene/draw.ts";
import { encodePictures } from "./encode-pictures.ts";
import { fillRepeats } from "./fill-repeats.ts";
import { type CodedFrames, createFrameEncoder } from "./frame-encoder.ts";
import { keepScreen } from "./keep-screen.ts";
import type { WorkingEncoder } from "./try-encoder.ts";

type EncodeOptions = {
	readonly encoder: WorkingEncoder;
	readonly signal: AbortSignal;
	/** 0 to 1. */
	readonly onProgress: (done: number) => void;
};

/**
 * Draws and encodes every frame of a film. Frames that repeat are made by ourselves if the encoder's stream allows it: all but a third
 * do, and to encode them is most of the work.
 */
export async function encodeFilm(
	plan: PlainPlan,
	draw: Draw,
	{ encoder: { config, canRepeat }, signal, onProgress }: EncodeOptions,
): Promise<CodedFrames> {
	const { fps, holds, frameCount } = plan.film;
	const onFrame = (timestamp: number) => onProgress((timestamp * fps) / 1e6 / frameCount);
	const encode = (isEveryFrame: boolean) => {
		const encoder = createFrameEncoder({ config, signal, onFrame });
		const pictures = { fps, holds, drawHold: keepScreen(plan, draw) };
		return encodePictures(pictures, encoder, isEveryFrame).finally(encoder.close);
	};
	if (canRepeat) {
		const { coded, places } = await encode(false);
		try {
			return fillRepeats(coded, places, frameCount);
		} catch (error) {
			if (!(error instanceof UnsupportedStreamError)) throw error;
		}
	}
	return (await encode(true)).coded;
}

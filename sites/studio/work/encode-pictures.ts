import { KEY_INTERVAL_SECONDS } from "../../../shared/video/encode/key-interval.ts";
import type { I420Picture } from "../../../shared/video/scene/picture.ts";
import type { CodedFrames, FrameEncoder } from "./frame-encoder.ts";
import { toVideoFrame } from "./video-frame.ts";

/** What is encoded: pictures in order, and for how many frames each stays. */
type Pictures = {
	readonly fps: number;
	readonly holds: readonly { readonly frameCount: number }[];
	/** The picture may be drawn over by the next call. */
	readonly drawHold: (hold: number) => I420Picture;
};

/** Encodes every frame, repeats too: platforms want a constant rate. A picture is drawn and copied once, and no frame is kept. */
export async function encodePictures(
	{ fps, holds, drawHold }: Pictures,
	encoder: Pick<FrameEncoder, "add" | "finish">,
): Promise<CodedFrames> {
	let index = 0;
	for (const [hold, { frameCount }] of holds.entries()) {
		const picture = toVideoFrame(drawHold(hold), 0);
		try {
			for (let repeat = 0; repeat < frameCount; repeat++, index++) {
				const frame = new VideoFrame(picture, { timestamp: Math.round((index * 1e6) / fps) });
				try {
					await encoder.add(frame, { keyFrame: index % (KEY_INTERVAL_SECONDS * fps) === 0 });
				} finally {
					frame.close();
				}
			}
		} finally {
			picture.close();
		}
	}
	return encoder.finish();
}

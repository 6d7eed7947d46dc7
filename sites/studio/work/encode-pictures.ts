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

/** Frames of a video, and the place of each. */
export type CodedPictures = { readonly coded: CodedFrames; readonly places: readonly number[] };

/**
 * Encodes the first frame of each hold, and one where a key frame is due; or every frame. A picture is drawn and copied once, and no
 * frame is kept.
 */
export async function encodePictures(
	{ fps, holds, drawHold }: Pictures,
	encoder: Pick<FrameEncoder, "add" | "finish">,
	isEveryFrame: boolean,
): Promise<CodedPictures> {
	const places: number[] = [];
	let index = 0;
	for (const [hold, { frameCount }] of holds.entries()) {
		const picture = toVideoFrame(drawHold(hold), 0);
		try {
			for (let repeat = 0; repeat < frameCount; repeat++, index++) {
				const isKey = index % (KEY_INTERVAL_SECONDS * fps) === 0;
				if (repeat > 0 && !isKey && !isEveryFrame) continue;
				places.push(index);
				const frame = new VideoFrame(picture, { timestamp: Math.round((index * 1e6) / fps) });
				try {
					await encoder.add(frame, { keyFrame: isKey });
				} finally {
					frame.close();
				}
			}
		} finally {
			picture.close();
		}
	}
	return { coded: await encoder.finish(), places };
}

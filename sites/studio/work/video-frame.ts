import type { I420Picture } from "../../../shared/video/scene/picture.ts";

/** BT.709, limited range: what the painter draws. */
const COLOUR_SPACE = { primaries: "bt709", transfer: "bt709", matrix: "bt709", fullRange: false } as const;

/** A copy of a picture whose planes are views on one buffer. The caller closes it. */
export function toVideoFrame({ widthPx, heightPx, y, u, v }: I420Picture, timestamp: number): VideoFrame {
	const layout = [y, u, v].map(({ byteOffset }, plane) => ({
		offset: byteOffset,
		stride: plane === 0 ? widthPx : widthPx / 2,
	}));
	return new VideoFrame(y.buffer, {
		...{ format: "I420", codedWidth: widthPx, codedHeight: heightPx, layout, timestamp },
		colorSpace: COLOUR_SPACE,
	});
}

import { fullSizeRgba } from "../../../shared/video/paint/rgba.ts";
import type { I420Picture } from "../../../shared/video/scene/picture.ts";

/** Puts a picture as wide as the canvas on it, so far down. */
export type PutPicture = (picture: I420Picture, yPx: number) => void;

/** Browsers that know VideoFrame convert the colours themselves, in a fifth of the time. */
export function createPutPicture(context: OffscreenCanvasRenderingContext2D): PutPicture {
	return typeof VideoFrame === "undefined" ? putRgba(context) : putFrame(context);
}

const putRgba =
	(context: OffscreenCanvasRenderingContext2D): PutPicture =>
	(picture, yPx) => {
		const { widthPx, heightPx } = picture;
		context.putImageData(new ImageData(fullSizeRgba(picture), widthPx, heightPx), 0, yPx);
	};

/** What the video says of its colours too, so that both look the same. */
const COLOURS = { primaries: "bt709", transfer: "bt709", matrix: "bt709", fullRange: false } as const;

const putFrame =
	(context: OffscreenCanvasRenderingContext2D): PutPicture =>
	({ widthPx, heightPx, y, u, v }, yPx) => {
		// The planes of a picture are views on one buffer, in this order.
		const data = new Uint8Array(y.buffer, y.byteOffset, y.length + u.length + v.length);
		const frame = new VideoFrame(data, {
			format: "I420",
			codedWidth: widthPx,
			codedHeight: heightPx,
			timestamp: 0,
			colorSpace: COLOURS,
		});
		context.drawImage(frame, 0, yPx);
		frame.close();
	};

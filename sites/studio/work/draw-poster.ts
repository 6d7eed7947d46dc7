import { halfSizeRgba } from "../../../shared/video/paint/rgba.ts";
import type { I420Picture } from "../../../shared/video/scene/picture.ts";

/** A PNG of half the width and height, as the server's poster. */
export async function drawPoster(picture: I420Picture): Promise<Blob> {
	const [widthPx, heightPx] = [picture.widthPx / 2, picture.heightPx / 2];
	const canvas = new OffscreenCanvas(widthPx, heightPx);
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("expected a 2d context");
	context.putImageData(new ImageData(halfSizeRgba(picture), widthPx, heightPx), 0, 0);
	return canvas.convertToBlob({ type: "image/png" });
}

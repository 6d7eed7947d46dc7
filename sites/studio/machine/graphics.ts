import type { Graphics } from "../../../shared/video/graphics.ts";
import type { FontFile } from "../../../shared/video/text/font-library.ts";
import { createFillText } from "./fill-text.ts";

/** What a page draws with: OffscreenCanvas, and a FontFace for each font file. */
export function createPageGraphics(): Graphics {
	const faces = new Map<string, Promise<void>>();
	return {
		createCanvas: (widthPx, heightPx) => {
			const canvas = new OffscreenCanvas(widthPx, heightPx);
			const context = contextOf(canvas);
			return Object.assign(canvas, {
				getContext: () => context,
				rgba: () => premultiplied(context.getImageData(0, 0, canvas.width, canvas.height).data),
			});
		},
		path: (d) => new Path2D(d),
		loadFont: (file) => {
			const face = faces.get(file.alias) ?? loadFace(file);
			faces.set(file.alias, face);
			return face;
		},
		decodeImage: async (bytes, most) => {
			const blob = new Blob([new Uint8Array(bytes)]);
			const whole = await createImageBitmap(blob);
			const share = Math.min(1, most.widthPx / whole.width, most.heightPx / whole.height);
			if (share === 1) return whole;
			const [width, height] = [whole.width, whole.height].map((px) => Math.max(1, Math.round(px * share)));
			return createImageBitmap(whole, {
				resizeWidth: width ?? 1,
				resizeHeight: height ?? 1,
				resizeQuality: "high",
			});
		},
	};
}

/** A context of a canvas, whose type comes out in the sizes and with the smoothing of Node. */
function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
	const context = canvas.getContext("2d", { willReadFrequently: true });
	const font = Object.getOwnPropertyDescriptor(OffscreenCanvasRenderingContext2D.prototype, "font");
	if (context === null || font === undefined) throw new Error("expected a 2d context");
	Object.defineProperty(context, "fillText", { value: createFillText(context) });
	return Object.defineProperty(context, "font", {
		get: () => font.get?.call(context),
		set: (value: string) =>
			font.set?.call(
				context,
				value.replace(/[\d.]+(?=px)/, (sizePx) => String(sizeFor(Number(sizePx)))),
			),
	});
}

/**
 * FreeType, under both canvases, sets type in sizes of a 64th of a pixel, and rounds down. Chromium first rounds down to a 100th, which
 * may be a 64th less. So a size is written as the next 100th above its 64th, and a trace more, because Chromium multiplies in 32 bits.
 */
function sizeFor(sizePx: number): number {
	const inSixtyFourths = Math.floor(sizePx * 64) / 64;
	const inHundredths = Math.ceil(inSixtyFourths * 100) / 100;
	return inHundredths === inSixtyFourths ? inSixtyFourths : inHundredths + 0.0001;
}

/** Missing from TypeScript's, and from browsers other than Chromium. */
type Descriptors = FontFaceDescriptors & { readonly variationSettings: string };

/** All weights, so that a bold line is not made bolder by the browser where a file has one weight. */
async function loadFace({ alias, location, variation }: FontFile): Promise<void> {
	const response = await fetch(location);
	if (!response.ok) throw new Error(`${location}: ${response.status}`);
	const descriptors: Descriptors = { weight: "100 900", variationSettings: variation };
	const face = new FontFace(alias, await response.arrayBuffer(), descriptors);
	ownFonts(globalThis).add(await face.load());
}

/** A worker has its own. */
function ownFonts(scope: object): FontFaceSet {
	return isWorker(scope) ? scope.fonts : document.fonts;
}

function isWorker(scope: object): scope is { readonly fonts: FontFaceSet } {
	return "fonts" in scope;
}

/** `getImageData` divides by alpha and rounds. To multiply and round again gives back what was drawn. */
function premultiplied(data: Uint8ClampedArray): Uint8Array {
	const rgba = new Uint8Array(data);
	for (let at = 0; at < rgba.length; at += 4) {
		const alpha = rgba[at + 3] ?? 0;
		if (alpha === 255) continue;
		for (let channel = at; channel < at + 3; channel++)
			rgba[channel] = Math.round(((rgba[channel] ?? 0) * alpha) / 255);
	}
	return rgba;
}

import { readFileSync } from "node:fs";
import { ChatreelError } from "../../core/errors.ts";
import type { Graphics } from "../graphics.ts";
import { clearAllCache, createCanvas, GlobalFonts, loadImage, Path2D } from "./fonts/canvas.ts";
import { convertToOpenType } from "./fonts/woff.ts";

/** The fonts that canvas knows, which it can answer only by listing all of them; they are the process's. */
const registered = new Set<string>();
/** A canvas was made since the last font. */
let mayHaveDrawn = false;

/** What this machine draws with: @napi-rs/canvas. */
export const graphics: Graphics = {
	createCanvas: (widthPx, heightPx) => {
		mayHaveDrawn = true;
		const canvas = createCanvas(widthPx, heightPx);
		return Object.assign(canvas, { rgba: () => canvas.data() });
	},
	path: (d) => new Path2D(d),
	loadFont: ({ alias, location }) => {
		if (registered.has(alias)) return;
		// Canvas opens all its fonts anew when one is registered, and its caches keep the old ones, unpacked: 110 MB when all files
		// come one after the other.
		if (mayHaveDrawn && registered.size > 0) clearAllCache();
		mayHaveDrawn = false;
		const key = location.endsWith(".woff")
			? GlobalFonts.register(convertToOpenType(readFileSync(location)), alias)
			: GlobalFonts.registerFromPath(location, alias);
		if (key === null) throw new ChatreelError("DEPENDENCY_ERROR", `The font "${alias}" could not be loaded.`);
		registered.add(alias);
	},
	decodeImage: async (bytes, most) => {
		const image = await loadImage(bytes);
		const share = Math.min(1, most.widthPx / image.width, most.heightPx / image.height);
		const [width, height] = [image.width, image.height].map((px) => Math.max(1, Math.round(px * share)));
		const canvas = createCanvas(width ?? 1, height ?? 1);
		const context = canvas.getContext("2d");
		context.imageSmoothingQuality = "high";
		context.drawImage(image, 0, 0, canvas.width, canvas.height);
		// Frees the whole picture, up to 200 MB. The garbage collector sees a small object, and takes its time.
		image.src = Buffer.alloc(0);
		return canvas;
	},
};

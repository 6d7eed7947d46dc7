import type { Size } from "./scene/rect.ts";
import type { FontFile } from "./text/font-library.ts";

/**
 * What a machine brings to draw: @napi-rs/canvas in Node, OffscreenCanvas in a page. The types name what is used of them, so that
 * the objects of both fit as they are.
 */
export type Graphics = {
	/** A transparent canvas. */
	readonly createCanvas: (widthPx: number, heightPx: number) => Canvas;
	/** A path out of SVG path data. */
	readonly path: (d: string) => Path;
	/** Makes a file known by its alias. A file that is known already is not loaded again. Throws or rejects if it does not load. */
	readonly loadFont: (file: FontFile) => void | Promise<void>;
	/**
	 * Decodes a JPEG, PNG or WebP picture without EXIF data, and shrinks it to fit into `most`; its shape stays. Rejects if it cannot be
	 * decoded. What is missing at its end may be transparent.
	 */
	readonly decodeImage: (bytes: Uint8Array, most: Size) => Promise<Bitmap>;
};

export type Canvas = {
	/** To set a size, even the same one, makes the canvas transparent and its context new. */
	width: number;
	height: number;
	getContext(kind: "2d"): Context2d;
	/** The pixels from the top left, four bytes each: red, green and blue **premultiplied** by alpha, then alpha. A new array. */
	rgba(): Uint8Array;
};

/** A path of the same `Graphics`. */
type Path = { closePath(): void };

/** A decoded picture of the same `Graphics`, for `drawImage`. */
export type Bitmap = { readonly width: number; readonly height: number };

/** A gradient of the same context. */
type Gradient = { addColorStop(offset: number, colour: string): void };

/** As `CanvasRenderingContext2D`, whose members these are. Methods, because the two machines name wider types of arguments. */
export type Context2d = {
	/** A colour, or a gradient of this context. */
	fillStyle: string | object;
	strokeStyle: string | object;
	lineWidth: number;
	lineCap: "butt" | "round" | "square";
	lineJoin: "bevel" | "miter" | "round";
	globalAlpha: number;
	/** How images are made smaller. `high`: every pixel counts. */
	imageSmoothingQuality: "low" | "medium" | "high";
	font: string;
	direction: "ltr" | "rtl" | "inherit";
	/** In px, as `0px`. */
	letterSpacing: string;
	textAlign: "left" | "right" | "center" | "start" | "end";
	/** Only Node's canvas has it. A page gives a font file its variation on loading. */
	fontVariationSettings?: string;
	save(): void;
	restore(): void;
	translate(xPx: number, yPx: number): void;
	scale(x: number, y: number): void;
	transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
	beginPath(): void;
	rect(xPx: number, yPx: number, widthPx: number, heightPx: number): void;
	clip(): void;
	clip(path: Path, rule?: "nonzero" | "evenodd"): void;
	fill(path: Path, rule?: "nonzero" | "evenodd"): void;
	stroke(path: Path): void;
	fillRect(xPx: number, yPx: number, widthPx: number, heightPx: number): void;
	clearRect(xPx: number, yPx: number, widthPx: number, heightPx: number): void;
	createLinearGradient(x0: number, y0: number, x1: number, y1: number): Gradient;
	fillText(text: string, xPx: number, baselinePx: number): void;
	measureText(text: string): TextMetrics;
	/** `image` is a `Bitmap` or a `Canvas`. */
	drawImage(image: object, dx: number, dy: number): void;
	drawImage(
		image: object,
		sx: number,
		sy: number,
		sWidth: number,
		sHeight: number,
		dx: number,
		dy: number,
		dWidth: number,
		dHeight: number,
	): void;
};

type TextMetrics = {
	readonly width: number;
	readonly actualBoundingBoxLeft: number;
	readonly actualBoundingBoxRight: number;
	readonly actualBoundingBoxAscent: number;
	readonly actualBoundingBoxDescent: number;
};

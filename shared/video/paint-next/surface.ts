import type { Paint, Shape } from "../scene/scene.ts";

/** A line of a sprite. */
export type TextShape = Extract<Shape, { kind: "text" }>;

/** A decoded picture. Only the canvas knows what is in it. */
export type Bitmap = object;

/** What a context fills with: a CSS colour, or a gradient that it made. */
export type FillStyle = string | object;

/** What the rasteriser uses of a CanvasRenderingContext2D. Methods, because machines name wider types of arguments. */
export type Context = {
	fillStyle: FillStyle;
	save(): void;
	restore(): void;
	translate(xPx: number, yPx: number): void;
	scale(x: number, y: number): void;
	fill(path: object): void;
	clip(path: object, rule: "evenodd"): void;
	createLinearGradient(x0: number, y0: number, x1: number, y1: number): Gradient;
	drawImage(
		image: Bitmap,
		...cropAndRect: [number, number, number, number, number, number, number, number]
	): void;
};

type Gradient = { addColorStop(at: number, colour: string): void };

/** To set a size, even the same one, makes the canvas transparent and its context new. */
export type Canvas = {
	width: number;
	height: number;
	getContext(kind: "2d"): Context;
	/** The pixels as RGBA, four bytes each, premultiplied: a new array. */
	rgba(): Uint8Array;
};

/** What the rasteriser takes of a machine's graphics. */
export type Surface = {
	readonly createCanvas: (widthPx: number, heightPx: number) => Canvas;
	/** Parses SVG path data. */
	readonly path: (d: string) => object;
};

/** Draws one line of text. */
export type FillText = (context: Context, line: TextShape, styleOf: (paint: Paint) => FillStyle) => void;

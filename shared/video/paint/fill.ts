import type { I420Picture } from "../scene/picture.ts";
import type { Rect } from "../scene/rect.ts";
import type { Stops } from "../scene/scene.ts";
import { toLuma, toRgb, toU, toV, type Yuv } from "./yuv.ts";

/** What nothing covers. */
export const BLACK: Yuv = { y: 16, u: 128, v: 128 };

export function fillColour(target: I420Picture, area: Rect, colour: Yuv): void {
	forEachPlane(target, area, (key, samples, stride, { xPx, yPx, widthPx, heightPx }) => {
		if (widthPx === stride) {
			samples.fill(colour[key], yPx * stride, (yPx + heightPx) * stride);
			return;
		}
		for (let start = yPx * stride + xPx, row = 0; row < heightPx; row++, start += stride)
			samples.fill(colour[key], start, start + widthPx);
	});
}

/** The samples of a gradient's rows, and of the rows of its mirror image after it. */
export type GradientRows = { readonly y: Uint8Array; readonly u: Uint8Array; readonly v: Uint8Array };

export function gradientRows(stops: Stops, heightPx: number): GradientRows {
	const colours = Array.from({ length: 2 * heightPx }, (_, row) =>
		colourAt(stops, (Math.min(row, 2 * heightPx - 1 - row) + 0.5) / heightPx),
	);
	const pairs = Array.from({ length: heightPx }, (_, pair) => {
		const [upper, lower] = [colours[2 * pair] ?? NO_COLOUR, colours[2 * pair + 1] ?? NO_COLOUR];
		const sum = (channel: 0 | 1 | 2) => 2 * (upper[channel] + lower[channel]);
		return [sum(0), sum(1), sum(2)] as const;
	});
	return {
		y: Uint8Array.from(colours, (rgb) => toLuma(...rgb)),
		u: Uint8Array.from(pairs, (rgb) => toU(...rgb)),
		v: Uint8Array.from(pairs, (rgb) => toV(...rgb)),
	};
}

const NO_COLOUR = [0, 0, 0] as const;

function colourAt(stops: Stops, at: number): readonly [number, number, number] {
	const next = stops.findIndex((stop) => stop.at > at);
	const after = stops[next === -1 ? stops.length - 1 : next];
	const before = stops[next === -1 ? stops.length - 1 : Math.max(0, next - 1)];
	if (before === undefined || after === undefined) return NO_COLOUR;
	const share = after.at > before.at ? (at - before.at) / (after.at - before.at) : 0;
	const [from, to] = [toRgb(before.colour), toRgb(after.colour)];
	const between = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * share);
	return [between(0), between(1), between(2)];
}

/** Fills an area with the rows of a gradient that begins at row `fromPx` of the picture. */
export function fillGradient(target: I420Picture, area: Rect, rows: GradientRows, fromPx: number): void {
	forEachPlane(target, area, (key, samples, stride, { xPx, yPx, widthPx, heightPx }) => {
		const colours = rows[key];
		const first = key === "y" ? fromPx : fromPx / 2;
		for (let row = yPx; row < yPx + heightPx; row++) {
			const colour = colours[modulo(row - first, colours.length)] ?? 0;
			samples.fill(colour, row * stride + xPx, row * stride + xPx + widthPx);
		}
	});
}

/** Fills an area with a picture whose upper left corner is at `from`, with its mirror image below and so on, and itself at its sides. */
export function fillPicture(
	target: I420Picture,
	area: Rect,
	source: I420Picture,
	from: { readonly xPx: number; readonly yPx: number },
): void {
	forEachPlane(target, area, (key, samples, stride, { xPx, yPx, widthPx, heightPx }) => {
		const cellPx = key === "y" ? 1 : 2;
		const [sourceWidth, sourceHeight] = [source.widthPx / cellPx, source.heightPx / cellPx];
		const left = xPx - from.xPx / cellPx;
		for (let row = yPx; row < yPx + heightPx; row++) {
			const down = modulo(row - from.yPx / cellPx, 2 * sourceHeight);
			const start = Math.min(down, 2 * sourceHeight - 1 - down) * sourceWidth;
			for (let done = 0; done < widthPx; ) {
				const first = modulo(left + done, sourceWidth);
				const count = Math.min(sourceWidth - first, widthPx - done);
				const copied = source[key].subarray(start + first, start + first + count);
				samples.set(copied, row * stride + xPx + done);
				done += count;
			}
		}
	});
}

/** Never negative. */
export function modulo(value: number, by: number): number {
	return ((value % by) + by) % by;
}

/** Makes the columns and rows that the area does not reach equal its last ones. The area begins at the picture's corner. */
export function repeatEdges(target: I420Picture, area: Rect): void {
	forEachPlane(target, area, (_, samples, stride, { widthPx, heightPx }) => {
		for (let row = 0; widthPx < stride && row < heightPx; row++) {
			const last = row * stride + widthPx - 1;
			samples.fill(samples[last] ?? 0, last + 1, (row + 1) * stride);
		}
		const end = heightPx * stride;
		for (let to = end; to < samples.length; to += stride) samples.copyWithin(to, end - stride, end);
	});
}

/** Calls `work` for each plane, with the area in samples of it. */
export function forEachPlane(
	picture: I420Picture,
	{ xPx, yPx, widthPx, heightPx }: Rect,
	work: (key: "y" | "u" | "v", samples: Uint8Array, stride: number, area: Rect) => void,
): void {
	const half = { xPx: xPx / 2, yPx: yPx / 2, widthPx: widthPx / 2, heightPx: heightPx / 2 };
	work("y", picture.y, picture.widthPx, { xPx, yPx, widthPx, heightPx });
	work("u", picture.u, picture.widthPx / 2, half);
	work("v", picture.v, picture.widthPx / 2, half);
}

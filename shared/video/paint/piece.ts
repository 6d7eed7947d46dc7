import type { I420Picture } from "../scene/picture.ts";
import type { Rect } from "../scene/rect.ts";
import { type Cover, countCoverBytes, OPAQUE } from "./cover.ts";

/** Rasterised rows of a sprite: the pixels as if they were opaque, and how much each covers. */
export type Piece = I420Picture & { readonly luma: Cover; readonly chroma: Cover };

export function countPieceBytes({ y, luma, chroma }: Piece): number {
	return 1.5 * y.length + countCoverBytes(luma) + countCoverBytes(chroma);
}

/** Draws a piece over a picture, its corner at an even place, within an area of the picture. `opacity` is 0 to 64. */
export function drawPiece(
	target: I420Picture,
	piece: Piece,
	place: { readonly xPx: number; readonly yPx: number },
	area: Rect,
	opacity: number,
): void {
	for (const { key, cover, scale } of PLANES) {
		const to = { samples: target[key], stride: target.widthPx / scale };
		const from = { samples: piece[key], stride: piece.widthPx / scale };
		drawPlane(to, from, piece[cover], {
			x: place.xPx / scale,
			y: place.yPx / scale,
			left: Math.max(place.xPx, area.xPx) / scale,
			top: Math.max(place.yPx, area.yPx) / scale,
			right: Math.min(place.xPx + piece.widthPx, area.xPx + area.widthPx) / scale,
			bottom: Math.min(place.yPx + piece.heightPx, area.yPx + area.heightPx) / scale,
			opacity,
		});
	}
}

const PLANES = [
	{ key: "y", cover: "luma", scale: 1 },
	{ key: "u", cover: "chroma", scale: 2 },
	{ key: "v", cover: "chroma", scale: 2 },
] as const;

type Plane = { readonly samples: Uint8Array; readonly stride: number };

/** Where the piece's corner is, and the part of the target that may be drawn, in samples of one plane. */
type Area = {
	readonly x: number;
	readonly y: number;
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
	readonly opacity: number;
};

function drawPlane(to: Plane, from: Plane, cover: Cover, area: Area): void {
	const { x, y, left, top, right, bottom, opacity } = area;
	const { rowStarts, stretches, values } = cover;
	for (let row = top; row < bottom; row++) {
		const source = (row - y) * from.stride;
		const target = row * to.stride + x;
		const end = rowStarts[row - y + 1] ?? 0;
		for (let index = rowStarts[row - y] ?? 0; index < end; index += 3) {
			const first = stretches[index] ?? 0;
			const start = Math.max(first, left - x);
			const stop = Math.min(stretches[index + 1] ?? 0, right - x);
			if (start >= stop) continue;
			const valueAt = stretches[index + 2] ?? OPAQUE;
			if (opacity < 64) {
				const coverAt = valueAt === OPAQUE ? null : valueAt + start - first;
				mix(to.samples, target + start, from.samples, source + start, stop - start, values, coverAt, opacity);
			} else if (valueAt === OPAQUE) {
				to.samples.set(from.samples.subarray(source + start, source + stop), target + start);
			} else {
				blend(
					to.samples,
					target + start,
					from.samples,
					source + start,
					stop - start,
					values,
					valueAt + start - first,
				);
			}
		}
	}
}

function blend(
	to: Uint8Array,
	toAt: number,
	from: Uint8Array,
	fromAt: number,
	length: number,
	values: Uint8Array,
	valueAt: number,
): void {
	for (let at = 0; at < length; at++) {
		const below = to[toAt + at] ?? 0;
		to[toAt + at] = over(from[fromAt + at] ?? 0, below, values[valueAt + at] ?? 0);
	}
}

/** As a blend of the opacity given, in the words of an H.264 prediction with weights. `valueAt` null: all is covered. */
function mix(
	to: Uint8Array,
	toAt: number,
	from: Uint8Array,
	fromAt: number,
	length: number,
	values: Uint8Array,
	valueAt: number | null,
	opacity: number,
): void {
	for (let at = 0; at < length; at++) {
		const below = to[toAt + at] ?? 0;
		const sample = from[fromAt + at] ?? 0;
		const shown = valueAt === null ? sample : over(sample, below, values[valueAt + at] ?? 0);
		to[toAt + at] = (below * (64 - opacity) + shown * opacity + 32) >> 6;
	}
}

/** `sample` over `below`, with a coverage of 0 to 255, rounded. */
function over(sample: number, below: number, coverage: number): number {
	const sum = sample * coverage + below * (255 - coverage) + 128;
	return (sum + (sum >> 8)) >> 8;
}

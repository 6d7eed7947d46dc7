import type { I420Picture, RowSpan } from "../plan/picture.ts";
import type { Yuv } from "./yuv.ts";

/** Fills rows with one colour. */
export function clearRows({ widthPx, y, u, v }: I420Picture, { fromPx, toPx }: RowSpan, colour: Yuv): void {
	y.fill(colour.y, fromPx * widthPx, toPx * widthPx);
	u.fill(colour.u, (fromPx * widthPx) / 4, (toPx * widthPx) / 4);
	v.fill(colour.v, (fromPx * widthPx) / 4, (toPx * widthPx) / 4);
}

/** Fills the rows from `fromPx` on with the row above them. */
export function repeatLastRow({ widthPx, heightPx, y, u, v }: I420Picture, fromPx: number): void {
	for (const [plane, stride, from, to] of [
		[y, widthPx, fromPx, heightPx],
		[u, widthPx / 2, fromPx / 2, heightPx / 2],
		[v, widthPx / 2, fromPx / 2, heightPx / 2],
	] as const) {
		for (let row = from; row < to; row++) plane.copyWithin(row * stride, (from - 1) * stride, from * stride);
	}
}

type Position = { readonly xPx: number; readonly yPx: number; readonly alpha: number };

/**
 * Draws one picture on another at an even position, within the given rows. An alpha below 255 mixes it with the background
 * colour, whatever the target holds.
 */
export function drawPicture(
	target: I420Picture,
	source: I420Picture,
	{ xPx, yPx, alpha }: Position,
	rows: RowSpan,
	background: Yuv,
): void {
	const top = Math.max(yPx, rows.fromPx);
	const bottom = Math.min(yPx + source.heightPx, rows.toPx, target.heightPx);
	const left = Math.max(xPx, 0);
	const right = Math.min(xPx + source.widthPx, target.widthPx);
	if (top >= bottom || left >= right) return;
	const area = { xPx, yPx, top, bottom, left, right };
	const chromaArea = {
		xPx: xPx / 2,
		yPx: yPx / 2,
		top: top / 2,
		bottom: bottom / 2,
		left: left / 2,
		right: right / 2,
	};
	const planes = [
		{ key: "y", area, scale: 1 },
		{ key: "u", area: chromaArea, scale: 2 },
		{ key: "v", area: chromaArea, scale: 2 },
	] as const;
	for (const { key, area, scale } of planes) {
		const to = { samples: target[key], stride: target.widthPx / scale };
		const from = { samples: source[key], stride: source.widthPx / scale };
		if (alpha === 255) copyRows(to, from, area);
		else mixRows(to, from, area, mixTable(background[key], alpha));
	}
}

type Plane = { readonly samples: Uint8Array; readonly stride: number };

/** The place of the source's corner, and the part of the target that it covers, in samples of one plane. */
type Area = { xPx: number; yPx: number; top: number; bottom: number; left: number; right: number };

function copyRows(to: Plane, from: Plane, { xPx, yPx, top, bottom, left, right }: Area): void {
	for (let row = top; row < bottom; row++) {
		const start = (row - yPx) * from.stride - xPx;
		to.samples.set(from.samples.subarray(start + left, start + right), row * to.stride + left);
	}
}

function mixRows(
	to: Plane,
	from: Plane,
	{ xPx, yPx, top, bottom, left, right }: Area,
	table: Uint8Array,
): void {
	for (let row = top; row < bottom; row++) {
		const start = (row - yPx) * from.stride - xPx;
		const target = row * to.stride;
		for (let x = left; x < right; x++) to.samples[target + x] = table[from.samples[start + x] ?? 0] ?? 0;
	}
}

/** The result of mixing each sample value with the background's. */
function mixTable(background: number, alpha: number): Uint8Array {
	return Uint8Array.from({ length: 256 }, (_, sample) =>
		Math.round(background + ((sample - background) * alpha) / 255),
	);
}

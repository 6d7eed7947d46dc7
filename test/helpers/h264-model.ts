import type { Size, Strip } from "./h264-strips.ts";

/** A plan of pictures in terms of strips whose own decode is known. */
export type ModelPicture =
	| { readonly kind: "key"; readonly strip: Strip }
	| { readonly kind: "repeat" }
	| {
			readonly kind: "inter";
			readonly isReference: boolean;
			readonly scrolls: readonly {
				readonly fromMb: number;
				readonly toMb: number;
				readonly shiftPx: number;
			}[];
			readonly bands: readonly { readonly atMb: number; readonly strip: Strip }[];
	  };

/** What a decoder should show: each picture put together from separately decoded parts, as packed I420. */
export function shownPictures(pictures: readonly ModelPicture[], size: Size): readonly Buffer[] {
	let reference: Buffer = Buffer.alloc((size.widthPx * size.heightPx * 3) / 2);
	let shown: Buffer = Buffer.alloc(0);
	return pictures.map((picture) => {
		if (picture.kind === "key") {
			shown = copyRows(Buffer.alloc((size.widthPx * size.heightPx * 3) / 2), picture.strip.shown, size, {
				fromPx: 0,
				toPx: size.heightPx,
				sourcePx: 0,
			});
			reference = shown;
		} else if (picture.kind === "inter") {
			shown = Buffer.from(reference);
			for (const scroll of picture.scrolls) {
				const rows = { fromPx: 16 * scroll.fromMb, toPx: Math.min(16 * scroll.toMb, size.heightPx) };
				copyRows(shown, reference, size, { ...rows, sourcePx: rows.fromPx + scroll.shiftPx });
			}
			for (const { atMb, strip } of picture.bands) {
				const toPx = Math.min(16 * atMb + strip.coded.heightPx, size.heightPx);
				copyRows(shown, strip.shown, size, { fromPx: 16 * atMb, toPx, sourcePx: 0 });
			}
			if (picture.isReference) reference = shown;
		}
		return shown;
	});
}

type Rows = { readonly fromPx: number; readonly toPx: number; readonly sourcePx: number };

/** Rows that the source has not are left as they are: bands cover them. */
function copyRows(target: Buffer, source: Buffer, { widthPx, heightPx }: Size, rows: Rows): Buffer {
	const sourceHeight = source.length / ((widthPx * 3) / 2);
	for (let y = rows.fromPx; y < rows.toPx; y++) {
		const from = rows.sourcePx + y - rows.fromPx;
		if (from < 0 || from >= sourceHeight) continue;
		source.copy(target, y * widthPx, from * widthPx, (from + 1) * widthPx);
		if (y % 2 === 1) continue;
		const width = widthPx / 2;
		for (const plane of [0, 1]) {
			const targetAt = widthPx * heightPx + (plane * (widthPx * heightPx)) / 4 + (y / 2) * width;
			const sourceAt = widthPx * sourceHeight + (plane * (widthPx * sourceHeight)) / 4 + (from / 2) * width;
			source.copy(target, targetAt, sourceAt, sourceAt + width);
		}
	}
	return target;
}

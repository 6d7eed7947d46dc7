import type { Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Pen } from "./pen.ts";

/** A phone's own line: clock, signal, Wi-Fi and battery, with the lengths of iOS in points. */
export function statusBarShapes(look: Look, pen: Pen, widthPx: number, clock: string): readonly Shape[] {
	const { pxPerPt, page } = look;
	const px = (pt: number) => Math.round(pt * pxPerPt);
	const centrePx = Math.round(look.header.statusBar.centrePx);
	const fromEnd = (pt: number) => widthPx - px(pt);
	const time = pen.text({
		text: clock,
		style: { sizePx: 16 * pxPerPt, weight: 600 },
		colour: page.text,
		centrePx,
		startPx: px(52),
		align: "middle",
	});
	const box = (
		endPt: number,
		upPt: number,
		widthPt: number,
		heightPt: number,
		radiusPt: number,
		ink: string,
	) =>
		pen.rectangle(
			fromEnd(endPt),
			centrePx - px(upPt),
			widthPt * pxPerPt,
			heightPt * pxPerPt,
			radiusPt * pxPerPt,
			ink,
		);
	const signal = [4, 6, 8.5, 11].map((heightPt, index) =>
		pen.rectangle(
			fromEnd(98 - 4.6 * index),
			centrePx + px(5.5) - heightPt * pxPerPt,
			3 * pxPerPt,
			heightPt * pxPerPt,
			0.8 * pxPerPt,
			page.text,
		),
	);
	const wifi = pen.icon("wifi", fromEnd(74), centrePx - px(5.5), page.text);
	const battery = [
		box(50, 6, 24, 12, 3.8, page.secondary),
		box(49, 5, 22, 10, 2.9, page.bar),
		box(48, 4, 20, 8, 2, page.text),
		box(25, 2, 1.5, 4, 0.7, page.secondary),
	];
	return [time, ...signal, ...wifi, ...battery];
}

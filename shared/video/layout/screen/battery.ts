import type { Conversation } from "../../conversation/conversation.ts";
import type { Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Pen } from "./pen.ts";

type BatteryInput = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	readonly device: Conversation["device"];
};

/** A full one without a charge; else one that is filled to its charge, with the percent in it. */
export function batteryShapes(input: BatteryInput): readonly Shape[] {
	const percent = input.device?.battery;
	return percent === undefined ? fullBattery(input) : chargedBattery(input, percent);
}

/** An edge and, at a distance, what it holds. */
function fullBattery(input: BatteryInput): readonly Shape[] {
	const { look, pen } = input;
	const { hollow, charge, radiusPx } = look.header.statusBar.battery;
	const { secondary, bar, text } = look.page;
	return [
		pen.box(body(input, { insetPx: 0, radiusPx }), secondary),
		pen.box(body(input, hollow), bar),
		pen.box(body(input, charge), text),
		cap(input, secondary),
	];
}

/** As of iOS 16: the percent in a body of two tones. */
function chargedBattery(input: BatteryInput, percent: number): readonly Shape[] {
	const { look, pen } = input;
	const { battery, faint } = look.header.statusBar;
	const rect = body(input, { insetPx: 0, radiusPx: battery.radiusPx });
	const isLow = percent <= battery.low.percent;
	const colour = isLow ? battery.low.tone : look.page.text;
	const filledPx = (rect.widthPx * percent) / 100;
	const number = pen.text({
		text: String(percent),
		style: { sizePx: battery.percent.sizePx, weight: battery.percent.weight },
		colour: isLow ? battery.low.number : look.page.bar,
		centrePx: rect.yPx + rect.heightPx / 2,
		...{ startPx: rect.startPx + rect.widthPx / 2, align: "middle" },
	});
	return [
		pen.box(rect, faint),
		pen.inside(rect, [pen.box({ ...rect, widthPx: filledPx, radiusPx: 0 }, colour)]),
		cap(input, percent === 100 ? colour : faint),
		number,
	];
}

/** The body, or what is so far inside it. */
function body(
	{ look, widthPx: barPx }: BatteryInput,
	{ insetPx, radiusPx }: { readonly insetPx: number; readonly radiusPx: number },
) {
	const { centrePx, battery } = look.header.statusBar;
	return {
		startPx: barPx - Math.round(battery.endPx - insetPx),
		yPx: Math.round(centrePx) - Math.round(battery.heightPx / 2 - insetPx),
		widthPx: battery.widthPx - 2 * insetPx,
		heightPx: battery.heightPx - 2 * insetPx,
		radiusPx,
	};
}

function cap({ look, pen, widthPx }: BatteryInput, colour: string): Shape {
	const { centrePx, battery } = look.header.statusBar;
	const { widthPx: capPx, heightPx, radiusPx, gapPx } = battery.cap;
	const startPx = widthPx - Math.round(battery.endPx - battery.widthPx - gapPx);
	return pen.rectangle(
		startPx,
		Math.round(centrePx) - Math.round(heightPx / 2),
		capPx,
		heightPx,
		radiusPx,
		colour,
	);
}

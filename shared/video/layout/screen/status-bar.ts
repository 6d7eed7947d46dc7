import type { Conversation } from "../../conversation/conversation.ts";
import type { Shape } from "../../scene/scene.ts";
import { icons } from "../../themes/icons.ts";
import type { Look } from "../../themes/look.ts";
import { batteryShapes } from "./battery.ts";
import type { Pen } from "./pen.ts";

type StatusBarInput = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	readonly clock: string;
	readonly device: Conversation["device"];
};

/** A phone's own line: clock, carrier, signal, network and battery. */
export function statusBarShapes(input: StatusBarInput): readonly Shape[] {
	const { look, pen, clock } = input;
	const { centrePx, clock: place } = look.header.statusBar;
	const time = pen.text({
		text: clock,
		style: { sizePx: place.sizePx, weight: place.weight },
		colour: look.page.text,
		centrePx: Math.round(centrePx),
		...{ startPx: Math.round(place.middlePx), align: "middle" },
	});
	return [time, ...signalShapes(input), ...batteryShapes(input)];
}

/** Carrier, bars and the network's sign. What is left of a sign's place the bars move into. */
function signalShapes(input: StatusBarInput): readonly Shape[] {
	const { look, pen, widthPx, device } = input;
	const { page, pxPerPt } = look;
	const { statusBar } = look.header;
	const { signal, carrier, faint } = statusBar;
	const centrePx = Math.round(statusBar.centrePx);
	const footPx = centrePx + Math.round(signal.downPx);
	const { shapes: sign, roomPx } = networkSign(input, centrePx);
	const shiftPx = Math.round(icons.wifi.widthPt * pxPerPt - roomPx);
	const startPx = (index: number) => widthPx - Math.round(signal.endPx - signal.pitchPx * index) + shiftPx;
	const colour = device?.network === "none" ? faint : page.text;
	const bars = signal.bars.map(({ heightPx }, index) =>
		pen.rectangle(startPx(index), footPx - heightPx, signal.barPx, heightPx, signal.radiusPx, colour),
	);
	if (device?.carrier === undefined) return [...bars, ...sign];
	const name = pen.text({
		...{ text: device.carrier, style: { sizePx: carrier.sizePx, weight: carrier.weight }, colour: page.text },
		...{ centrePx, startPx: startPx(0) - Math.round(carrier.gapPx), align: "end" },
		maxWidthPx: Math.round(carrier.widestPx),
	});
	return [name, ...bars, ...sign];
}

/** A fan, letters that end where it does, or nothing; and the room that it takes, less than none where the gap is free too. */
function networkSign({ look, pen, widthPx, device }: StatusBarInput, centrePx: number) {
	const { page, pxPerPt } = look;
	const { network, signal } = look.header.statusBar;
	const startPx = widthPx - Math.round(network.endPx);
	const fanPx = icons.wifi.widthPt * pxPerPt;
	const kind = device?.network ?? "wifi";
	if (kind === "none") {
		const barsEndPx = signal.endPx - signal.pitchPx * (signal.bars.length - 1) - signal.barPx;
		return { shapes: [], roomPx: network.endPx - barsEndPx };
	}
	if (kind === "wifi") {
		const fan = pen.icon("wifi", startPx, centrePx - Math.round(network.upPx), page.text);
		return { shapes: fan, roomPx: fanPx };
	}
	const letters = pen.text({
		text: kind.toUpperCase(),
		style: { sizePx: network.sizePx, weight: network.weight },
		...{ colour: page.text, centrePx, startPx: startPx + fanPx, align: "end" },
	});
	return { shapes: [letters], roomPx: letters.widthPx };
}

import type { Shape } from "../../scene/scene.ts";
import type { BarType } from "../../themes/bar-parts.ts";
import type { LeadingHeader } from "../../themes/bars.ts";
import { icons } from "../../themes/icons.ts";
import type { Resolved } from "../../themes/look.ts";
import { drawIcons } from "./bar-icons.ts";
import { headerAvatar } from "./header-avatar.ts";
import { type HeaderInput, statusColour } from "./header-input.ts";

type LeadingInput = HeaderInput & { readonly header: Resolved<LeadingHeader>; readonly topPx: number };

/** Icons, avatar, name and status from the start on, and icons at the end. */
export function leadingHeaderShapes(input: LeadingInput): readonly Shape[] {
	const { look, pen, header, topPx, widthPx } = input;
	const centrePx = Math.round(topPx + header.heightPx / 2);
	const place = { look, pen, centrePx };
	const end = drawIcons(header.end, { ...place, side: "end", edgePx: widthPx });
	return [
		...drawIcons(header.start, { ...place, side: "start", edgePx: 0 }).shapes,
		...avatar(input, centrePx),
		...nameAndStatus(input, centrePx, end.innerPx - Math.round(header.gapPx)),
		...end.shapes,
		...hairline(input),
	];
}

function avatar(input: LeadingInput, yPx: number): readonly Shape[] {
	const { look, pen, header, people, status } = input;
	const { sizePx, startPx, faces, online } = header.avatar;
	const centrePx = Math.round(startPx) + sizePx / 2;
	const face = headerAvatar(input, { centrePx, yPx, sizePx, faces });
	if (online === undefined || !status.isOnline || people.isGroup) return face;
	// Its middle is on the avatar's edge, half way between below and beside.
	const awayPx = (sizePx / 2) * Math.SQRT1_2;
	const dot = (radiusPx: number, colour: string) =>
		pen.circle(centrePx + awayPx, yPx + awayPx, radiusPx, colour);
	const radiusPx = online.sizePx / 2;
	return [...face, dot(radiusPx + online.edgePx, look.page.bar), dot(radiusPx, online.tone)];
}

function nameAndStatus(input: LeadingInput, centrePx: number, endPx: number): readonly Shape[] {
	const { look, pen, header, people, status, hasStatusLine } = input;
	const startPx = Math.round(header.nameStartPx);
	const line = (text: string, type: Resolved<BarType>, rowPx: number, maxWidthPx: number) =>
		pen.text({
			...{ text, style: { sizePx: type.sizePx, weight: type.weight }, colour: type.tone },
			...{ startPx, align: "start", centrePx: rowPx, maxWidthPx },
		});
	const nameRowPx = hasStatusLine ? centrePx - Math.round(header.nameUpPx) : centrePx;
	const { disclosure } = header;
	const behindPx =
		disclosure === undefined ? 0 : disclosure.gapPx + icons[disclosure.icon].widthPt * look.pxPerPt;
	const name = line(people.title, header.name, nameRowPx, endPx - startPx - Math.ceil(behindPx));
	const shapes: Shape[] = [name];
	if (disclosure !== undefined) {
		const { icon, gapPx, ink } = disclosure;
		const topPx = nameRowPx - Math.round((icons[icon].heightPt / 2) * look.pxPerPt);
		shapes.push(...pen.icon(icon, startPx + name.widthPx + gapPx, topPx, pen.ink(ink)));
	}
	if (status.text !== null) {
		const type = { ...header.status, tone: statusColour(input) };
		shapes.push(line(status.text, type, centrePx + Math.round(header.statusDownPx), endPx - startPx));
	}
	return shapes;
}

function hairline({ header, pen, widthPx, heightPx }: LeadingInput): readonly Shape[] {
	if (header.hairline === undefined) return [];
	const linePx = Math.max(1, Math.round(header.hairline.widthPx));
	return [pen.rectangle(0, heightPx - linePx, widthPx, linePx, 0, header.hairline.tone)];
}

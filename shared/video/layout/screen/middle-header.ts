import type { Shape } from "../../scene/scene.ts";
import type { BarType } from "../../themes/bar-parts.ts";
import type { CentredHeader, FloatingHeader } from "../../themes/bars.ts";
import { icons } from "../../themes/icons.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import { drawIcons } from "./bar-icons.ts";
import { headerAvatar } from "./header-avatar.ts";
import { type HeaderInput, statusColour } from "./header-input.ts";

type MiddleHeader = Resolved<CentredHeader | FloatingHeader>;

type MiddleInput = HeaderInput & { readonly header: MiddleHeader; readonly topPx: number };

/** The least height under the status bar. */
export function leastNavigationPx(header: MiddleHeader, hasStatusLine: boolean): number {
	return header.navigationPx + (hasStatusLine ? header.statusLinePx : 0);
}

/** How far a header fades out over the column: not at all, or one row of macroblocks, so that no other row shows both. */
export function headerFadePx({ header }: Look): number {
	return header.kind === "floating" ? 16 : 0;
}

/** Avatar, name and status in the middle, icons at both sides of the avatar. */
export function middleHeaderShapes(input: MiddleInput): readonly Shape[] {
	const { look, pen, header, topPx, widthPx } = input;
	const { sizePx, abovePx, faces } = header.avatar;
	const centrePx = Math.round(topPx + abovePx) + sizePx / 2;
	const place = { look, pen, centrePx };
	return [
		...(header.kind === "floating" ? fadingGround(input) : []),
		...drawIcons(header.start, { ...place, side: "start", edgePx: 0 }).shapes,
		...headerAvatar(input, { centrePx: widthPx / 2, yPx: centrePx, sizePx, faces }),
		...nameAndStatus(input, Math.round(topPx + header.nameCentrePx)),
		...drawIcons(header.end, { ...place, side: "end", edgePx: widthPx }).shapes,
		...(header.kind === "centred" ? [hairline(input)] : []),
	];
}

/** The ground of a header that fades out, whose layer has none. */
function fadingGround({ look, pen, widthPx, heightPx }: MiddleInput): readonly Shape[] {
	const { bar } = look.page;
	const fadePx = headerFadePx(look);
	const stops = [
		{ at: 0, colour: bar },
		{ at: 1, colour: `${bar}00` },
	];
	const fill = { stops, fromPx: heightPx, toPx: heightPx + fadePx, space: "sprite" } as const;
	return [
		pen.rectangle(0, 0, widthPx, heightPx, 0, bar),
		pen.rectangle(0, heightPx, widthPx, fadePx, 0, fill),
	];
}

function hairline({ look, pen, widthPx, heightPx }: MiddleInput): Shape {
	const hairlinePx = Math.max(1, Math.round(look.pxPerPt / 3));
	return pen.rectangle(0, heightPx - hairlinePx, widthPx, hairlinePx, 0, look.page.separator);
}

function nameAndStatus(input: MiddleInput, centrePx: number): readonly Shape[] {
	const { look, pen, header, people, status, widthPx } = input;
	const { icon, gapPx, ink } = header.disclosure;
	const behindPx = Math.round(gapPx) + icons[icon].widthPt * look.pxPerPt;
	// In a capsule the name and what is behind it are centred together.
	const middlePx = header.kind === "floating" ? widthPx / 2 - behindPx / 2 : widthPx / 2;
	const name = pen.text(centred(people.title, header.name, middlePx, centrePx));
	const endPx = middlePx + name.widthPx / 2 + Math.round(gapPx);
	const iconTopPx = centrePx - Math.round((icons[icon].heightPt / 2) * look.pxPerPt);
	const statusCentrePx = centrePx + Math.round(header.statusBelowPx);
	return [
		...(header.kind === "floating" ? capsule(header, name.widthPx + behindPx, centrePx, input) : []),
		name,
		...pen.icon(icon, endPx, iconTopPx, pen.ink(ink)),
		...(status.text === null
			? []
			: [
					pen.text(
						centred(
							status.text,
							{ ...header.status, tone: statusColour(input) },
							widthPx / 2,
							statusCentrePx,
						),
					),
				]),
	];
}

function capsule(
	{ capsule: { heightPx, paddingPx, fill, edge } }: Resolved<FloatingHeader>,
	contentPx: number,
	centrePx: number,
	{ pen, widthPx: barPx }: MiddleInput,
): readonly Shape[] {
	const widthPx = contentPx + 2 * paddingPx;
	const startPx = (barPx - widthPx) / 2;
	const rect = { startPx, yPx: centrePx - heightPx / 2, widthPx, heightPx, radiusPx: heightPx / 2 };
	return pen.edged(rect, fill, edge);
}

function centred(
	text: string,
	type: Resolved<BarType> & { readonly widestPx: number },
	startPx: number,
	centrePx: number,
) {
	const style = { sizePx: type.sizePx, weight: type.weight };
	const maxWidthPx = Math.round(type.widestPx);
	return { text, style, colour: type.tone, startPx, align: "middle", centrePx, maxWidthPx } as const;
}

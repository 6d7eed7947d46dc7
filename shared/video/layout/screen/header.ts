import type { MeasureText, Shape } from "../../scene/scene.ts";
import type { BarType } from "../../themes/bars.ts";
import { icons } from "../../themes/icons.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import { avatarShapes } from "../avatar.ts";
import type { Chat } from "../chat.ts";
import type { People } from "../people.ts";
import type { Pen } from "./pen.ts";

type HeaderInput = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly measure: MeasureText;
	readonly pictures: Chat["pictures"];
	readonly people: People;
	readonly status: string | null;
	readonly hasStatusLine: boolean;
};

/** The least height of a header, its status bar included. */
export function leastHeaderPx({ header, isPhone }: Look, hasStatusLine: boolean): number {
	const topPx = isPhone ? header.statusBar.heightPx : header.bareTopPx;
	return topPx + header.navigationPx + (hasStatusLine ? header.statusLinePx : 0);
}

/** The navigation bar without a phone's status bar: back, avatar with initials or a person, name and status, video call. */
export function headerShapes(input: HeaderInput): readonly Shape[] {
	const { look, pen, widthPx, heightPx } = input;
	const { header, page, pxPerPt } = look;
	// What rounding added to the least height is shared out over and under the avatar and the name.
	const slackPx = heightPx - leastHeaderPx(look, input.hasStatusLine);
	const topPx = (look.isPhone ? header.statusBar.heightPx : header.bareTopPx) + slackPx / 2;
	const avatarCentrePx = Math.round(topPx + header.avatar.abovePx) + header.avatar.sizePx / 2;
	const sideIcons = (fromEnd: boolean) =>
		header[fromEnd ? "end" : "start"].flatMap(({ icon, edgePx, ink }) => {
			const { widthPt, heightPt } = icons[icon];
			const startPx = fromEnd ? widthPx - Math.round(edgePx + widthPt * pxPerPt) : Math.round(edgePx);
			return pen.icon(icon, startPx, avatarCentrePx - Math.round((heightPt / 2) * pxPerPt), page[ink]);
		});
	const hairlinePx = Math.max(1, Math.round(pxPerPt / 3));
	return [
		...sideIcons(false),
		...avatar(input, avatarCentrePx),
		...nameAndStatus(input, Math.round(topPx + header.nameCentrePx)),
		...sideIcons(true),
		pen.rectangle(0, heightPx - hairlinePx, widthPx, hairlinePx, 0, page.separator),
	];
}

function nameAndStatus(
	{ look, pen, widthPx, people, status }: HeaderInput,
	centrePx: number,
): readonly Shape[] {
	const { header, page, pxPerPt } = look;
	const { icon, gapPx, ink } = header.disclosure;
	const name = pen.text(centred(people.title, header.name, widthPx / 2, centrePx));
	const behindPx = widthPx / 2 + name.widthPx / 2 + Math.round(gapPx);
	const iconTopPx = centrePx - Math.round((icons[icon].heightPt / 2) * pxPerPt);
	const statusCentrePx = centrePx + Math.round(header.statusBelowPx);
	return [
		name,
		...pen.icon(icon, behindPx, iconTopPx, page[ink]),
		...(status === null ? [] : [pen.text(centred(status, header.status, widthPx / 2, statusCentrePx))]),
	];
}

function avatar({ look, measure, pictures, people, widthPx }: HeaderInput, yPx: number): readonly Shape[] {
	const { sizePx } = look.header.avatar;
	return people.others
		.slice(0, 1)
		.flatMap((person) => avatarShapes(person, { look, measure, pictures, xPx: widthPx / 2, yPx, sizePx }));
}

function centred(text: string, type: Resolved<BarType>, startPx: number, centrePx: number) {
	const style = { sizePx: type.sizePx, weight: type.weight };
	const maxWidthPx = Math.round(type.widestPx);
	return { text, style, colour: type.tone, startPx, align: "middle", centrePx, maxWidthPx } as const;
}

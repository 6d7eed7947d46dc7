import { findInitials } from "../../initials.ts";
import { textLine } from "../../line.ts";
import type { Shape } from "../../scene.ts";
import { circle, pathAt, rectangle } from "../../shapes.ts";
import { type Bar, type BarInput, gradient } from "../theme.ts";
import { STATUS_BAR_PT, statusBar } from "./status-bar.ts";

const AVATAR_PT = 46;
/** Avatar, name and the space around them; a status line adds its own. */
const NAVIGATION_PT = 82;
const STATUS_LINE_PT = 13;
/** Space over the avatar where no status bar gives it. */
const BARE_TOP_PT = 6;

/** The navigation bar: back, avatar with initials or a person, name and status, video call; over it the phone's status bar. */
export function header(input: BarInput): Bar {
	const top = input.isPhone ? STATUS_BAR_PT : BARE_TOP_PT;
	const heightPt = top + NAVIGATION_PT + (input.contact.status === null ? 0 : STATUS_LINE_PT);
	return {
		heightPt,
		draw: (heightPx) => {
			// What the layout's rounding added is shared out over and under the avatar and the name.
			const slackPt = heightPx / input.scale.pxPerPt - heightPt;
			return drawHeader(input, top + slackPt / 2, heightPx);
		},
	};
}

function drawHeader(input: BarInput, topPt: number, heightPx: number): readonly Shape[] {
	const { widthPx, scale, palette } = input;
	const hairlinePx = Math.max(1, Math.round(scale.pxPerPt / 3));
	return [
		...(input.isPhone ? statusBar(input) : []),
		...navigation(input, topPt),
		rectangle(0, heightPx - hairlinePx, widthPx, hairlinePx, 0, palette.separator),
	];
}

function navigation(input: BarInput, topPt: number): readonly Shape[] {
	const { widthPx, scale, palette, measure, contact } = input;
	const { px, pxPerPt } = scale;
	const middlePx = widthPx / 2;
	const avatarTopPx = px(topPt + 4);
	const avatarRadiusPx = (AVATAR_PT / 2) * pxPerPt;
	const avatarCentrePx = avatarTopPx + avatarRadiusPx;
	const centred = { measure, xPx: middlePx, align: "middle" } as const;
	const nameCentrePx = px(topPt + AVATAR_PT + 15);
	const name = textLine({
		...centred,
		text: contact.name,
		style: { sizePx: 12 * pxPerPt, weight: 500 },
		colour: palette.text,
		centrePx: nameCentrePx,
		maxWidthPx: px(220),
	});
	const nameWidthPx = name.kind === "text" ? measure(name.text, name.style) : 0;
	const fill =
		contact.color ??
		gradient(palette.avatar.top, palette.avatar.bottom, avatarTopPx, avatarTopPx + 2 * avatarRadiusPx);
	const status = textLine({
		...centred,
		text: contact.status ?? "",
		style: { sizePx: 10.5 * pxPerPt, weight: 400 },
		colour: palette.secondary,
		centrePx: nameCentrePx + px(STATUS_LINE_PT + 1),
		maxWidthPx: px(260),
	});
	return [
		pathAt(BACK_CHEVRON, px(10), avatarCentrePx - px(10), pxPerPt, palette.accent),
		circle(middlePx, avatarCentrePx, avatarRadiusPx, fill),
		...avatarSign(input, middlePx, avatarCentrePx),
		name,
		pathAt(
			DISCLOSURE,
			middlePx + nameWidthPx / 2 + px(4),
			nameCentrePx - px(3.5),
			pxPerPt,
			palette.secondary,
		),
		...(contact.status === null ? [] : [status]),
		...VIDEO_CAMERA.map((part) =>
			pathAt(part, widthPx - px(44), avatarCentrePx - px(8), pxPerPt, palette.accent),
		),
	];
}

/** The initials in the middle of the avatar; a person where the name has none. */
function avatarSign(
	{ contact, scale, palette, measure }: BarInput,
	xPx: number,
	yPx: number,
): readonly Shape[] {
	const { px, pxPerPt } = scale;
	const text = findInitials(contact.name);
	if (text === null) {
		const [leftPx, topPx] = [xPx - (AVATAR_PT / 2) * pxPerPt, yPx - (AVATAR_PT / 2) * pxPerPt];
		return PERSON.map((part) => pathAt(part, leftPx, topPx, pxPerPt, palette.avatar.text));
	}
	const initials = textLine({
		text,
		style: { sizePx: 20 * pxPerPt, weight: 600 },
		colour: palette.avatar.text,
		measure,
		centrePx: yPx,
		xPx,
		align: "middle",
		maxWidthPx: px(AVATAR_PT - 8),
	});
	return [initials];
}

/** Icons in points, drawn as outlines; each from its upper left corner. */
const BACK_CHEVRON = "M10.2 0L11.9 1.7L3.6 10L11.9 18.3L10.2 20L0.2 10Z";
const DISCLOSURE = "M0.9 0L4.4 3.5L0.9 7L0 6.1L2.6 3.5L0 0.9Z";
const VIDEO_CAMERA = [
	"M3.6 0L16 0C18 0 19.6 1.6 19.6 3.6L19.6 12.4C19.6 14.4 18 16 16 16L3.6 16C1.6 16 0 14.4 0 12.4L0 3.6C0 1.6 1.6 0 3.6 0Z",
	"M21 5.8L26 2C26.8 1.4 27.8 1.9 27.8 2.9L27.8 13.1C27.8 14.1 26.8 14.6 26 14L21 10.2Z",
];
/** Head and shoulders on an avatar of 46 × 46; the shoulders end in its edge, 23 from its middle. */
const PERSON = [
	"M23 10C27.7 10 31.2 13.7 31.2 18.4C31.2 23.3 27.7 27.6 23 27.6C18.3 27.6 14.8 23.3 14.8 18.4C14.8 13.7 18.3 10 23 10Z",
	"M23 30.4C30.6 30.4 36.6 33.6 38.9 39.6C34.7 43.6 29.2 46 23 46C16.8 46 11.3 43.6 7.1 39.6C9.4 33.6 15.4 30.4 23 30.4Z",
];

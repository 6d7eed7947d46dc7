import { graphemesOf } from "../../graphemes.ts";
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

/** The navigation bar: back, avatar with initials, name and status, video call; over it the phone's status bar. */
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
	const initials = textLine({
		...centred,
		text: initialsOf(contact.name),
		style: { sizePx: 20 * pxPerPt, weight: 600 },
		colour: palette.avatar.text,
		centrePx: avatarCentrePx,
		maxWidthPx: px(AVATAR_PT - 8),
	});
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
		initials,
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

/** The first letters of the first and the last word, as the Contacts app has them; of a name without letters, its first sign. */
function initialsOf(name: string): string {
	const words = name.split(/\s+/u).filter((word) => /^[\p{Letter}\p{Number}]/u.test(word));
	const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
	const letters = ends.map((word = "") => graphemesOf(word)[0] ?? "").join("");
	return letters === "" ? (graphemesOf(name)[0] ?? "") : letters.toLocaleUpperCase("en");
}

/** Icons in points, drawn as outlines; each from its upper left corner. */
const BACK_CHEVRON = "M10.2 0L11.9 1.7L3.6 10L11.9 18.3L10.2 20L0.2 10Z";
const DISCLOSURE = "M0.9 0L4.4 3.5L0.9 7L0 6.1L2.6 3.5L0 0.9Z";
const VIDEO_CAMERA = [
	"M3.6 0L16 0C18 0 19.6 1.6 19.6 3.6L19.6 12.4C19.6 14.4 18 16 16 16L3.6 16C1.6 16 0 14.4 0 12.4L0 3.6C0 1.6 1.6 0 3.6 0Z",
	"M21 5.8L26 2C26.8 1.4 27.8 1.9 27.8 2.9L27.8 13.1C27.8 14.1 26.8 14.6 26 14L21 10.2Z",
];

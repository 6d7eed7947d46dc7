import type { Shape } from "../../scene/scene.ts";
import { avatarShapes, signShapes } from "../avatar.ts";
import type { HeaderInput } from "./header-input.ts";

type AvatarPlace = {
	/** Its middle from the bar's start, and its diameter. */
	readonly centrePx: number;
	readonly yPx: number;
	readonly sizePx: number;
	/** Of a group it shows up to so many; with 0 the sign of a group. */
	readonly faces: 0 | 1 | 2 | 3;
};

/** The other's face; of a group several that overlap, the first in front. */
export function headerAvatar(input: HeaderInput, place: AvatarPlace): readonly Shape[] {
	const { look, measure, pictures, people, pen } = input;
	const { sizePx } = place;
	if (people.isGroup && place.faces === 0) {
		const xPx = look.direction === "rtl" ? input.widthPx - place.centrePx : place.centrePx;
		return signShapes("people", { look, xPx, yPx: place.yPx, sizePx });
	}
	const shown = people.others.slice(0, people.isGroup ? place.faces : 1);
	const faces = FACES[shown.length] ?? ALONE;
	return shown
		.flatMap((person, index) => {
			const face = faces[index];
			return face === undefined ? [] : { person, face };
		})
		.toReversed()
		.flatMap(({ person, face }) => {
			const centrePx = place.centrePx + face.x * sizePx;
			const yPx = place.yPx + face.y * sizePx;
			const edge =
				faces === ALONE ? [] : [pen.circle(centrePx, yPx, (face.size / 2 + EDGE) * sizePx, look.page.bar)];
			const xPx = look.direction === "rtl" ? input.widthPx - centrePx : centrePx;
			return [
				...edge,
				...avatarShapes(person, { look, measure, pictures, xPx, yPx, sizePx: face.size * sizePx }),
			];
		});
}

/** Where a face is centred, from the middle of all, and how large it is, in shares of the whole. */
type Face = { readonly x: number; readonly y: number; readonly size: number };

const ALONE: readonly Face[] = [{ x: 0, y: 0, size: 1 }];

/** By their number. Together they are as wide and as high as one. */
const FACES: readonly (readonly Face[])[] = [
	[],
	ALONE,
	[
		{ x: -0.19, y: 0.19, size: 0.62 },
		{ x: 0.19, y: -0.19, size: 0.62 },
	],
	[
		{ x: -0.22, y: 0.12, size: 0.56 },
		{ x: 0.25, y: 0.25, size: 0.46 },
		{ x: 0.14, y: -0.26, size: 0.48 },
	],
];

/** Between two that overlap. */
const EDGE = 0.035;

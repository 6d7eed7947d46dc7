import type { MeasureText, Paint, Shape } from "../scene/scene.ts";
import { icons } from "../themes/icons.ts";
import type { Look } from "../themes/look.ts";
import type { Chat } from "./chat.ts";
import { textLine } from "./line.ts";
import type { Person } from "./people.ts";
import { circle, circlePath, pathAt } from "./shapes.ts";
import { findInitials } from "./shorten.ts";
import { textStyle } from "./text-style.ts";

type AvatarOptions = {
	readonly look: Look;
	readonly measure: MeasureText;
	readonly pictures: Chat["pictures"];
	/** Its middle, and its diameter. */
	readonly xPx: number;
	readonly yPx: number;
	readonly sizePx: number;
};

/** A person's picture in a circle; without one their initials, and without letters in the name a sign. */
export function avatarShapes(
	{ name, colour, picture, place }: Person,
	options: AvatarOptions,
): readonly Shape[] {
	const { look, measure, pictures, xPx, yPx, sizePx } = options;
	const { top, bottom, tones = [], initials, sign } = look.avatars;
	const size = picture === null ? undefined : pictures.get(picture);
	if (picture !== null && size !== undefined) {
		const sidePx = Math.min(size.widthPx, size.heightPx);
		const crop = {
			xPx: (size.widthPx - sidePx) / 2,
			yPx: (size.heightPx - sidePx) / 2,
			widthPx: sidePx,
			heightPx: sidePx,
		};
		const rect = { xPx: xPx - sizePx / 2, yPx: yPx - sizePx / 2, widthPx: sizePx, heightPx: sizePx };
		const image: Shape = { kind: "image", image: picture, crop, rect };
		return [{ kind: "clip", d: circlePath(xPx, yPx, sizePx / 2), shapes: [image] }];
	}
	const stops = [
		{ at: 0, colour: top },
		{ at: 1, colour: bottom },
	];
	const topPx = yPx - sizePx / 2;
	const fill: Paint = colour ??
		tones[place % tones.length] ?? { stops, fromPx: topPx, toPx: topPx + sizePx, space: "sprite" };
	const ground = circle(xPx, yPx, sizePx / 2, fill);
	const text = findInitials(name);
	if (text !== null) {
		const style = textStyle(look, initials.share * sizePx, initials.weight);
		const maxWidthPx = Math.round(initials.widestShare * sizePx);
		const colourOfText = initials.tone;
		const line = textLine({
			...{ text, style, colour: colourOfText, measure, maxWidthPx },
			...{ centrePx: yPx, xPx, align: "middle" },
		});
		return [ground, line];
	}
	const { outlines, widthPt } = icons[sign];
	const outline = (d: string) => pathAt(d, xPx - sizePx / 2, topPx, sizePx / widthPt, initials.tone);
	return [ground, ...outlines.map(outline)];
}

import type { Colour, MeasureText, Paint, Shape } from "../scene/scene.ts";
import { type IconName, icons } from "../themes/icons.ts";
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

/** A person's picture in a circle; without one their initials, or a sign where the look or the name has none. */
export function avatarShapes(
	{ name, colour, picture, place }: Person,
	options: AvatarOptions,
): readonly Shape[] {
	const { look, measure, pictures, xPx, yPx, sizePx } = options;
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
	const { initials, sign, tones = [] } = look.avatars;
	const tone = colour ?? tones[place % tones.length];
	const text = findInitials(name);
	if (initials === undefined || text === null) return signShapes(sign, options, tone);
	const style = textStyle(look, initials.share * sizePx, initials.weight);
	const maxWidthPx = Math.round(initials.widestShare * sizePx);
	const line = textLine({
		...{ text, style, colour: look.avatars.ink, measure, maxWidthPx },
		...{ centrePx: yPx, xPx, align: "middle" },
	});
	return [disc(options, tone), line];
}

type Place = Pick<AvatarOptions, "look" | "xPx" | "yPx" | "sizePx">;

/** An icon on a disc. Default: the disc of who has no colour. */
export function signShapes(sign: IconName, place: Place, tone?: Colour): readonly Shape[] {
	const { look, xPx, yPx, sizePx } = place;
	const { outlines, widthPt } = icons[sign];
	const outline = (d: string) =>
		pathAt(d, xPx - sizePx / 2, yPx - sizePx / 2, sizePx / widthPt, look.avatars.ink);
	return [disc(place, tone), ...outlines.map(outline)];
}

function disc({ look, xPx, yPx, sizePx }: Place, tone: Colour | undefined): Shape {
	const { top, bottom } = look.avatars;
	const stops = [
		{ at: 0, colour: top },
		{ at: 1, colour: bottom },
	];
	const topPx = yPx - sizePx / 2;
	const fill: Paint = tone ?? { stops, fromPx: topPx, toPx: topPx + sizePx, space: "sprite" };
	return circle(xPx, yPx, sizePx / 2, fill);
}

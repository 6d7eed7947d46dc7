import type { TextStyle } from "../scene/scene.ts";
import type { Look } from "../themes/look.ts";

/** A style of the app's own type, in our letters: of a share of its size, and tracked. Emoji alone are no type. */
export function textStyle(
	{ font }: Pick<Look, "font">,
	sizePx: number,
	weight: TextStyle["weight"],
): TextStyle {
	const ownPx = font.sizeShare * sizePx;
	const style = { sizePx: ownPx, weight };
	return font.trackingEm === 0 ? style : { ...style, trackingPx: font.trackingEm * ownPx };
}

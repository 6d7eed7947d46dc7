import type { SKRSContext2D } from "@napi-rs/canvas";
import type { TextStyle } from "../layout/scene.ts";
import type { Fonts } from "./open-fonts.ts";

/** Sets a context's font. The measurer and the rasteriser both come here, so that both see the same text. */
export function setFont(context: SKRSContext2D, { sizePx, weight }: TextStyle, { cssFamilies }: Fonts): void {
	context.font = `${weight} ${sizePx}px ${cssFamilies}`;
}

import type { Colour } from "../scene/scene.ts";
import type { Ink } from "../themes/bar-parts.ts";
import type { Look, Resolved } from "../themes/look.ts";

/** The page's colour of a name, which may be an accent of one's own; or the colour itself. */
export function inkColour(ink: Resolved<Ink>, { page }: Pick<Look, "page">): Colour {
	return typeof ink === "string" ? page[ink] : ink.tone;
}

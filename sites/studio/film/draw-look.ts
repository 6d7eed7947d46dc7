import { createPainter } from "../../../shared/video/paint/painter.ts";
import type { PageMachine } from "../machine/open-machine.ts";
import type { Question } from "./messages.ts";
import { planStory } from "./plan-story.ts";
import { createPutPicture } from "./put-picture.ts";

/**
 * How a conversation ends in a look: laid out in the size of the video, so that lines break as they will, and made smaller.
 * Null if it has faults.
 */
export async function drawLook(
	{ conversation, name, widthPx }: Question & { readonly kind: "look" },
	machine: PageMachine,
): Promise<ImageBitmap | null> {
	const value = { ...conversation, theme: { ...conversation.theme, name } };
	const story = await planStory(value, machine);
	if ("faults" in story) return null;
	const { film, typesetter } = story.planned;
	const last = film.holds.findLast(({ settled }) => settled) ?? film.holds.at(-1);
	if (last === undefined) return null;
	const whole = new OffscreenCanvas(film.widthPx, film.heightPx);
	const context = whole.getContext("2d", { alpha: false });
	if (context === null) return null;
	const { graphics } = machine;
	const { draw } = createPainter(film, { graphics, typesetter, images: story.images });
	createPutPicture(context)(draw(last.scene), 0);
	const heightPx = Math.round((widthPx * film.heightPx) / film.widthPx);
	return createImageBitmap(whole, { resizeWidth: widthPx, resizeHeight: heightPx, resizeQuality: "high" });
}

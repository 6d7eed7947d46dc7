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
	const { layout, typesetter } = story.chat;
	const last = layout.rests.at(-1);
	if (last === undefined) return null;
	const whole = new OffscreenCanvas(layout.widthPx, layout.heightPx);
	const context = whole.getContext("2d", { alpha: false });
	if (context === null) return null;
	const { graphics } = machine;
	const { draw } = createPainter(layout, { graphics, typesetter, images: story.images });
	createPutPicture(context)(draw(last), 0);
	const heightPx = Math.round((widthPx * layout.heightPx) / layout.widthPx);
	return createImageBitmap(whole, { resizeWidth: widthPx, resizeHeight: heightPx, resizeQuality: "high" });
}

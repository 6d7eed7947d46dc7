import { createPainter } from "../../../shared/video/paint/painter.ts";
import type { PageMachine } from "../machine/open-machine.ts";
import type { Question } from "./messages.ts";
import { planStory } from "./plan-story.ts";
import { createPutPicture } from "./put-picture.ts";
import { runInTurns } from "./run-in-turns.ts";

/** Rows that are drawn between two messages. Even. */
const BAND_PX = 128;

const runSteps = runInTurns(() => false);

/**
 * How a conversation ends in a look: laid out in the size of the video, so that lines break as they will, and made smaller. In turns
 * of a few milliseconds: a letter that is typed meanwhile does not wait for it. Null if it has faults.
 */
export async function drawLook(
	{ conversation, name, widthPx }: Question & { readonly kind: "look" },
	machine: PageMachine,
): Promise<ImageBitmap | null> {
	const value = { ...conversation, theme: { ...conversation.theme, name } };
	const story = await planStory(value, machine, { runSteps });
	if ("faults" in story) return null;
	const { layout, typesetter } = story.chat;
	const last = layout.rests.at(-1);
	if (last === undefined) return null;
	const whole = new OffscreenCanvas(layout.widthPx, layout.heightPx);
	const context = whole.getContext("2d", { alpha: false });
	if (context === null) return null;
	const { graphics } = machine;
	const { draw } = createPainter(layout, { graphics, typesetter, images: story.images });
	const put = createPutPicture(context);
	await runSteps(
		(function* () {
			for (let yPx = 0; yPx < layout.heightPx; yPx += BAND_PX) {
				const heightPx = Math.min(BAND_PX, layout.heightPx - yPx);
				put(draw(last, { xPx: 0, yPx, widthPx: layout.widthPx, heightPx }), yPx);
				yield;
			}
		})(),
	);
	const heightPx = Math.round((widthPx * layout.heightPx) / layout.widthPx);
	return createImageBitmap(whole, { resizeWidth: widthPx, resizeHeight: heightPx, resizeQuality: "high" });
}

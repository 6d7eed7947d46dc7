import { ChatreelError } from "../core/errors.ts";
import { createFault } from "../core/fault.ts";
import { parseConversation } from "./conversation/parse.ts";
import type { Machine } from "./machine.ts";
import type { Hold, RenderPlan } from "./plan/render-plan.ts";
import { planVideo } from "./plan-video.ts";
import type { RenderOptions } from "./render-video.ts";

export type FrameOptions = Pick<RenderOptions, "maxMessages">;

/**
 * Draws the frame at `seconds` after the start as PNG, in the size of the video. Rejects with INVALID_INPUT if the video has no
 * such time, else as `quoteVideo` does.
 */
export async function drawFrame(
	conversation: unknown,
	seconds: number,
	{ maxMessages }: FrameOptions,
	machine: Pick<Machine, "loadFonts" | "encodePng">,
): Promise<Uint8Array> {
	const { plan, fonts } = await planVideo(parseConversation(conversation, { maxMessages }), machine);
	const { scene } = holdAt(plan, seconds);
	const painter = fonts.createPainter(plan.layout);
	return machine.encodePng(plan.layout, (rows) => painter.rowsAt(scene, rows), 1);
}

function holdAt({ holds, frameCount, fps }: RenderPlan, seconds: number): Hold {
	// 4.2 s times 30 frames a second may come out just below the frame that begins there.
	const frame = Math.floor(seconds * fps + 1e-6);
	let end = 0;
	const hold = holds.find((each) => {
		end += each.frameCount;
		return end > frame;
	});
	if (seconds >= 0 && hold !== undefined) return hold;
	const { message } = createFault(["seconds"], {
		expected: "a time of the video",
		allowed: `0 or more, and below ${(frameCount / fps).toFixed(3)} s`,
		received: String(seconds),
	});
	throw new ChatreelError("INVALID_INPUT", message);
}

import { ChatreelError } from "../core/errors.ts";
import { createFault } from "../core/fault.ts";
import { parseConversation } from "./conversation/parse.ts";
import { decodePictures } from "./decode-pictures.ts";
import type { Film } from "./encode/film.ts";
import type { Machine } from "./machine.ts";
import { createPainter } from "./paint/painter.ts";
import { planFilm } from "./plan-film.ts";
import type { RenderOptions } from "./render-video.ts";
import type { Scene } from "./scene/scene.ts";

export type FrameOptions = Pick<RenderOptions, "maxMessages" | "loadPicture">;

/**
 * Draws the frame at `seconds` after the start as PNG, in the size of the video. Rejects with INVALID_INPUT if the video has no
 * such time, else as `quoteVideo` does.
 */
export async function drawFrame(
	conversation: unknown,
	seconds: number,
	{ maxMessages, loadPicture }: FrameOptions,
	{ graphics, fonts, encodePng, releaseMemory }: Omit<Machine, "engines" | "files" | "cpuMs">,
): Promise<Uint8Array> {
	const parsed = parseConversation(conversation, { maxMessages });
	const { film, pictures, typesetter } = await planFilm(parsed, { graphics, fonts }, { loadPicture });
	const scene = sceneAt(film, seconds);
	const images = await decodePictures(pictures, [scene], { graphics });
	const { draw } = createPainter(film, { graphics, typesetter, images, releaseMemory });
	return encodePng(film, (rect) => draw(scene, rect), 1);
}

function sceneAt({ holds, frameCount, fps }: Film, seconds: number): Scene {
	// 4.2 s times 30 frames a second may come out just below the frame that begins there.
	const frame = Math.floor(seconds * fps + 1e-6);
	let end = 0;
	const hold = holds.find((each) => {
		end += each.frameCount;
		return end > frame;
	});
	if (seconds >= 0 && hold !== undefined) return hold.scene;
	const { message } = createFault(["seconds"], {
		expected: "a time of the video",
		allowed: `0 or more, and below ${(frameCount / fps).toFixed(3)} s`,
		received: String(seconds),
	});
	throw new ChatreelError("INVALID_INPUT", message);
}

// What `import … from "chatreel"` gives: the three calls, on Node. They know no job, quota or Appwrite, and open no socket.
import type { ConversationInput } from "../video/conversation/conversation.ts";
import { drawFrame as draw, type FrameOptions } from "../video/draw-frame.ts";
import { createNodeMachine } from "../video/node/node-machine.ts";
import { type QuoteOptions, quoteVideo as quote, type VideoQuote } from "../video/quote-video.ts";
import { type RenderedVideo, type RenderOptions, renderVideo as render } from "../video/render-video.ts";

export { ChatreelError, type ErrorKind } from "../core/errors.ts";
export type { Fault } from "../core/fault.ts";
export type { ConversationInput } from "../video/conversation/conversation.ts";
export type { LoadPicture } from "../video/conversation/pictures/read-pictures.ts";
export type { Warning } from "../video/conversation/warning.ts";
export type { FrameOptions } from "../video/draw-frame.ts";
export type { EngineName } from "../video/encode/engine.ts";
export type { VideoFiles } from "../video/machine.ts";
export type { QuoteOptions, VideoQuote } from "../video/quote-video.ts";
export type { RenderedVideo, RenderOptions, RenderProgress } from "../video/render-video.ts";

const machine = createNodeMachine();

/**
 * Makes a video (MP4: H.264 and AAC) and its poster (PNG). Each file appears whole or not at all. Rejects with a
 * `ChatreelError` whose `kind` is INVALID_INPUT (`details.faults` lists every fault of the conversation), RENDER_FAILED
 * (a place cannot be written, told before any work, or ffmpeg failed), DEPENDENCY_ERROR (ffmpeg or a font is missing) or
 * RESOURCE_EXHAUSTED (memory or disk ran out); when `signal` aborts, with its reason.
 */
export function renderVideo(conversation: ConversationInput, options: RenderOptions): Promise<RenderedVideo> {
	return render(conversation, options, machine);
}

/**
 * Computes what a video will cost in CPU seconds, how long and how large it will be, and what to mind. Draws nothing.
 * Rejects with INVALID_INPUT or DEPENDENCY_ERROR as `renderVideo` does.
 */
export function quoteVideo(conversation: ConversationInput, options: QuoteOptions = {}): Promise<VideoQuote> {
	return quote(conversation, options, machine);
}

/**
 * Draws the frame that is on screen `seconds` after the start and returns it as PNG, in the size of the video. Rejects with
 * INVALID_INPUT where the video has no such time, else as `quoteVideo` does.
 */
export function drawFrame(
	conversation: ConversationInput,
	seconds: number,
	options: FrameOptions = {},
): Promise<Uint8Array> {
	return draw(conversation, seconds, options, machine);
}

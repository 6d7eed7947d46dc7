import { KEY_INTERVAL_SECONDS } from "../../../shared/video/encode/key-interval.ts";
import type { I420Picture } from "../../../shared/video/scene/picture.ts";
import { createTurns } from "./turns.ts";
import { toVideoFrame } from "./video-frame.ts";

/** H.264 in the order of the frames, each with the length of its units before them, as an MP4 has it. */
export type CodedFrames = {
	readonly frames: readonly Uint8Array<ArrayBuffer>[];
	/** Indexes of the key frames. */
	readonly keys: readonly number[];
	/** `AVCDecoderConfigurationRecord` (ISO/IEC 14496-15, 5.3.3.1). */
	readonly description: Uint8Array;
};

/** What is encoded: pictures in order, and for how many frames each stays. */
export type Pictures = {
	readonly fps: number;
	readonly holds: readonly { readonly frameCount: number }[];
	/** The picture may be drawn over by the next call. */
	readonly drawHold: (hold: number) => I420Picture;
};

type EncodeOptions = {
	readonly config: VideoEncoderConfig;
	/** Ends the work: the call rejects with the signal's reason. */
	readonly signal: AbortSignal;
	readonly onFrame: (framesDone: number) => void;
};

/** Frames that may wait for the encoder: enough to keep it busy, and 3 MB each. */
const MOST_WAITING = 4;

/**
 * Encodes every frame, repeats too: platforms want a constant rate. A picture is drawn once and no frame is kept. Rejects if the
 * encoder fails, leaves out a frame, or changes their order.
 */
export async function encodePictures(
	{ fps, holds, drawHold }: Pictures,
	{ config, signal, onFrame }: EncodeOptions,
): Promise<CodedFrames> {
	const frames: Uint8Array<ArrayBuffer>[] = [];
	const keys: number[] = [];
	let description: Uint8Array | null = null;
	let lastTimestamp = -1;
	const failure = Promise.withResolvers<never>();
	failure.promise.catch(() => {});
	const refuse = (message: string, cause?: unknown) => failure.reject(new Error(message, { cause }));
	const encoder = new VideoEncoder({
		output: (chunk, metadata) => {
			if (chunk.timestamp <= lastTimestamp) refuse("the encoder changed the order of the frames");
			lastTimestamp = chunk.timestamp;
			if (chunk.type === "key") keys.push(frames.length);
			const bytes = new Uint8Array(chunk.byteLength);
			chunk.copyTo(bytes);
			frames.push(bytes);
			const given = metadata?.decoderConfig?.description;
			if (given !== undefined) description ??= copyBytes(given);
			onFrame(frames.length);
		},
		error: (error) => refuse("the encoder failed", error),
	});
	const onAbort = () => failure.reject(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	const turns = createTurns();
	try {
		signal.throwIfAborted();
		encoder.configure(config);
		let index = 0;
		for (const [hold, { frameCount }] of holds.entries()) {
			const picture = toVideoFrame(drawHold(hold), 0);
			try {
				for (let repeat = 0; repeat < frameCount; repeat++, index++) {
					await Promise.race([waitForRoom(encoder, turns.next), failure.promise]);
					const frame = new VideoFrame(picture, { timestamp: timeOf(index, fps) });
					encoder.encode(frame, { keyFrame: index % (KEY_INTERVAL_SECONDS * fps) === 0 });
					frame.close();
				}
			} finally {
				picture.close();
			}
		}
		await Promise.race([encoder.flush(), failure.promise]);
		if (frames.length !== index) throw new Error(`${index} frames were encoded to ${frames.length}`);
		if (description === null) throw new Error("the encoder gave no parameter sets");
		return { frames, keys, description };
	} finally {
		signal.removeEventListener("abort", onAbort);
		turns.end();
		if (encoder.state !== "closed") encoder.close();
	}
}

/** Microseconds. */
const timeOf = (frame: number, fps: number) => Math.round((frame * 1e6) / fps);

/** A turn for messages to this worker, and more while the encoder has enough to do. */
async function waitForRoom(encoder: VideoEncoder, nextTurn: () => Promise<void>): Promise<void> {
	await nextTurn();
	while (encoder.state === "configured" && encoder.encodeQueueSize >= MOST_WAITING) {
		await new Promise((resolve) => encoder.addEventListener("dequeue", resolve, { once: true }));
	}
}

function copyBytes(source: AllowSharedBufferSource): Uint8Array {
	return ArrayBuffer.isView(source)
		? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
		: new Uint8Array(source).slice();
}

import { createTurns } from "./turns.ts";

/** H.264 in the order of the frames, each with the length of its units before them, as an MP4 has it. */
export type CodedFrames = {
	readonly frames: readonly Uint8Array<ArrayBuffer>[];
	/** Indexes of the key frames. */
	readonly keys: readonly number[];
	/** `AVCDecoderConfigurationRecord` (ISO/IEC 14496-15, 5.3.3.1). */
	readonly description: Uint8Array;
};

/** The browser's encoder for one video. The caller closes it. */
export type FrameEncoder = {
	/** Takes a frame once there is room for it; the caller closes the frame. Rejects with what failed, or the signal's reason. */
	readonly add: (frame: VideoFrame, options: VideoEncoderEncodeOptions) => Promise<void>;
	/** Rejects also if a frame is missing. */
	readonly finish: () => Promise<CodedFrames>;
	readonly close: () => void;
};

type EncoderOptions = {
	readonly config: VideoEncoderConfig;
	readonly signal: AbortSignal;
	/** Called with the time of each frame that is encoded, in microseconds. */
	readonly onFrame: (timestamp: number) => void;
};

/** Frames that may wait for the encoder: enough to keep it busy, and 3 MB each. */
const MOST_WAITING = 4;

/** Fails where the encoder fails, changes the order of frames, or its parameter sets. */
export function createFrameEncoder({ config, signal, onFrame }: EncoderOptions): FrameEncoder {
	const coded = { frames: [] as Uint8Array<ArrayBuffer>[], keys: [] as number[] };
	let description: Uint8Array | null = null;
	let addedCount = 0;
	let lastTimestamp = -1;
	let hasFailed = false;
	let wake = () => {};
	const { promise: failure, reject } = Promise.withResolvers<never>();
	// It is told to the call that waits, or that comes next.
	failure.catch(() => {});
	const fail = (reason: unknown) => {
		hasFailed = true;
		reject(reason);
		wake();
	};
	const takeDescription = (given: Uint8Array) => {
		if (description !== null && !isEqual(description, given))
			fail(new Error("the encoder changed its parameter sets"));
		description = given;
	};

	const encoder = new VideoEncoder({
		output: (chunk, metadata) => {
			if (chunk.timestamp <= lastTimestamp) fail(new Error("the encoder changed the order of the frames"));
			lastTimestamp = chunk.timestamp;
			if (chunk.type === "key") coded.keys.push(coded.frames.length);
			const bytes = new Uint8Array(chunk.byteLength);
			chunk.copyTo(bytes);
			coded.frames.push(bytes);
			const given = metadata?.decoderConfig?.description;
			if (given !== undefined) takeDescription(copyBytes(given));
			onFrame(chunk.timestamp);
			wake();
		},
		error: (cause) => fail(new Error("the encoder failed", { cause })),
	});
	const onAbort = () => fail(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	encoder.configure(config);
	const turns = createTurns();

	/** A turn for messages to this worker, and more while the encoder has enough to do. Not all browsers have `dequeue`. */
	const waitForRoom = async () => {
		await turns.next();
		while (!hasFailed && encoder.encodeQueueSize >= MOST_WAITING) {
			const { promise, resolve } = Promise.withResolvers<void>();
			wake = resolve;
			encoder.addEventListener("dequeue", wake, { once: true });
			await promise;
		}
		if (hasFailed) await failure;
	};

	return {
		add: async (frame, options) => {
			await waitForRoom();
			encoder.encode(frame, options);
			addedCount++;
		},
		finish: async () => {
			await Promise.race([encoder.flush(), failure]);
			const { length } = coded.frames;
			if (length !== addedCount) throw new Error(`${addedCount} frames were encoded to ${length}`);
			if (description === null) throw new Error("the encoder gave no parameter sets");
			return { ...coded, description };
		},
		close: () => {
			signal.removeEventListener("abort", onAbort);
			turns.end();
			if (encoder.state !== "closed") encoder.close();
		},
	};
}

function copyBytes(source: AllowSharedBufferSource): Uint8Array {
	return ArrayBuffer.isView(source)
		? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
		: new Uint8Array(source).slice();
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

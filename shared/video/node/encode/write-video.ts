import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { AacTrack } from "../../encode/aac/aac-track.ts";
import { codedPictures, type StripsAt } from "../../encode/coded-pictures.ts";
import { featuresOf, type StreamJob } from "../../encode/fast/stream-plan.ts";
import { type CodedPicture, createVideoStream } from "../../encode/h264/video-stream.ts";
import { releaseMemory } from "../release-memory.ts";
import { createMp4Writer, type Mp4Writer } from "./mp4-writer.ts";

/** Pictures between two yields to the event loop: some milliseconds of work. */
const PICTURES_IN_A_TURN = 64;

type WriteVideoOptions = {
	readonly signal: AbortSignal;
	readonly onFrames: (framesDone: number) => void;
};

/** Assembles the pictures from their strips and writes them and the sound to `file`, whole or not at all. */
export async function writeVideo(
	file: string,
	{ film, stream: plan }: StreamJob,
	stripsAt: StripsAt,
	track: AacTrack | null,
	{ signal, onFrames }: WriteVideoOptions,
): Promise<{ readonly bytes: number }> {
	const { widthPx, heightPx, fps } = film;
	const [first] = stripsAt([0]);
	if (first === undefined) throw new RangeError("A video has a strip");
	const stream = createVideoStream({ widthPx, heightPx, fps, first, features: featuresOf(plan) });
	const { sps, pps } = stream;
	const writer = await createMp4Writer(file, { video: { widthPx, heightPx, fps, sps, pps }, audio: track });
	try {
		let framesDone = 0;
		for (const picture of codedPictures(plan, stripsAt)) {
			const nals = stream.add(picture);
			await writer.addPicture(nals, { isKey: picture.kind === "key", delay: delayOf(picture) });
			nals.forEach(releaseMemory);
			framesDone += 1;
			if (framesDone % PICTURES_IN_A_TURN !== 0) continue;
			onFrames(framesDone);
			await yieldToEventLoop();
			signal.throwIfAborted();
		}
		await addSound(writer, track, signal);
		return await writer.finish();
	} catch (error) {
		await writer.abandon();
		throw error;
	}
}

/** By how many pictures a picture is shown later than it comes. */
function delayOf(picture: CodedPicture): number {
	if (picture.kind === "between") return -1;
	return picture.kind === "inter" ? (picture.betweenCount ?? 0) : 0;
}

async function addSound(writer: Mp4Writer, track: AacTrack | null, signal: AbortSignal): Promise<void> {
	for (const frame of track?.frames ?? []) await writer.addAudioFrame(frame);
	signal.throwIfAborted();
}

import type { Writable } from "node:stream";
import { pcmChunks } from "../../encode/pcm-chunks.ts";
import type { Sound } from "../../sound/sound.ts";
import { write } from "./write.ts";

/**
 * Writes `durationSeconds` of the sound as raw 32-bit floats, a chunk at a time; no bytes without a sound. Resolves with false if
 * the reader closed the pipe before the last sample.
 */
export async function feedSound(
	sound: Sound | null,
	durationSeconds: number,
	pipe: Writable,
	signal: AbortSignal,
): Promise<boolean> {
	const chunks = sound === null ? [] : pcmChunks(sound, Math.round(durationSeconds * sound.sampleRate));
	for (const samples of chunks) {
		signal.throwIfAborted();
		const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
		if (!(await write(pipe, [bytes]))) return false;
	}
	pipe.end();
	return true;
}

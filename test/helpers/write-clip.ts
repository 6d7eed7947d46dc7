import { encodeSound } from "../../shared/video/encode/aac/encode-sound.ts";
import { createMp4Writer } from "../../shared/video/node/encode/mp4-writer.ts";
import type { Sound } from "../../shared/video/sound/sound.ts";
import type { H264Clip } from "./h264-clip.ts";

/** Writes a clip with its sound (null: no track), a second of pictures and then of sound at a time, or all sound last. */
export async function writeClip(
	file: string,
	clip: H264Clip,
	sound: Sound | null,
	order: "by turns" | "sound last" = "by turns",
): Promise<{ bytes: number }> {
	const seconds = clip.pictures.length / clip.fps;
	const audio = sound && encodeSound(sound, seconds);
	const writer = await createMp4Writer(file, { video: clip, audio });
	const frames = [...(audio?.frames ?? [])];
	for (const [index, { nals, isKey }] of clip.pictures.entries()) {
		await writer.addPicture(nals, { isKey, delay: 0 });
		if (order === "by turns" && index % clip.fps === 0)
			for (const frame of frames.splice(0, 47)) await writer.addAudioFrame(frame);
	}
	for (const frame of frames) await writer.addAudioFrame(frame);
	return writer.finish();
}

import { spawn } from "node:child_process";
import { once } from "node:events";

/** Decodes every `step`-th frame of a video, from the first, as packed I420 of `frameBytes`; one is in memory at a time. */
export async function* decodeFrames(
	ffmpegPath: string,
	file: string,
	{ step, frameBytes }: { readonly step: number; readonly frameBytes: number },
): AsyncGenerator<Uint8Array> {
	const input = ["-v", "error", "-xerror", "-i", file, "-map", "0:v"];
	const output = [
		"-vf",
		`select=not(mod(n\\,${step}))`,
		"-vsync",
		"0",
		"-f",
		"rawvideo",
		"-pix_fmt",
		"yuv420p",
	];
	const child = spawn(ffmpegPath, [...input, ...output, "-"], { stdio: ["ignore", "pipe", "inherit"] });
	const ended = once(child, "exit");
	const frame = new Uint8Array(frameBytes);
	let filled = 0;
	for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
		for (let from = 0; from < chunk.length; ) {
			const taken = Math.min(chunk.length - from, frameBytes - filled);
			frame.set(chunk.subarray(from, from + taken), filled);
			from += taken;
			filled += taken;
			if (filled < frameBytes) continue;
			filled = 0;
			yield frame;
		}
	}
	const [code] = await ended;
	if (code !== 0 || filled > 0) throw new Error(`ffmpeg ended with ${code}, ${filled} bytes into a frame`);
}

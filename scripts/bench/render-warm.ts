// Renders one conversation again and again in one process, and prints what each render took, as a line of JSON. Started by `warm.ts`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readEnv } from "../../shared/platform/node/env.ts";
import { loadBeside } from "../../shared/platform/node/load-beside.ts";
import { createNodeMachine } from "../../shared/video/node/node-machine.ts";
import { renderVideo } from "../../shared/video/render-video.ts";
import { findPicturesDir } from "../cli/read-conversation.ts";

const [, , workload = "", engine = "", directory = "", times = ""] = process.argv;
const env = readEnv();
const machine = createNodeMachine({ ffmpegPath: env.FFMPEG_PATH, emojiFont: env.EMOJI_FONT });
const conversation = JSON.parse(await readFile(workload, "utf8"));
const cpuSeconds: number[] = [];
for (let render = 1; render <= Number(times); render++) {
	const made = await renderVideo(
		conversation,
		{
			output: join(directory, "video.mp4"),
			engine: engine === "plain" ? "plain" : "fast",
			maxMessages: env.MAX_MESSAGES,
			loadPicture: loadBeside(findPicturesDir(workload)),
		},
		machine,
	);
	cpuSeconds.push(made.cpuSeconds);
}
process.stdout.write(`${JSON.stringify(cpuSeconds)}\n`);

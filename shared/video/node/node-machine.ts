import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "../machine.ts";
import { createEngines, type EngineOptions } from "./encode/create-engines.ts";
import { encodePng } from "./encode-png.ts";
import { fontsOnDisk } from "./fonts/font-files.ts";
import { findOwnEmoji } from "./fonts/own-emoji.ts";
import { graphics } from "./graphics.ts";
import { openOutput } from "./open-output.ts";
import { ownCpuMs } from "./own-cpu.ts";
import { releaseMemory } from "./release-memory.ts";
import { withTempDir } from "./temp-dir.ts";

type MachineOptions = EngineOptions & {
	/** A font file with the operator's emoji. Default: the one in the bundle, if there is one. */
	readonly emojiFont?: string | undefined;
};

/** This machine: @napi-rs/canvas draws, ffmpeg encodes, and the fonts are those of the installed packages. */
export function createNodeMachine({ emojiFont, ...options }: MachineOptions = {}): Machine {
	return {
		graphics,
		fonts: { ...fontsOnDisk, ownEmoji: findOwnEmoji(emojiFont) },
		engines: createEngines(options),
		encodePng,
		files: {
			write: async (directory, name, bytes) => {
				const path = join(directory, name);
				await writeFile(path, bytes);
				return path;
			},
			withTempDir,
			openOutput,
		},
		cpuMs: ownCpuMs,
		releaseMemory,
	};
}

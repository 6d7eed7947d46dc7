import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "../machine.ts";
import { createEngines, type EngineOptions } from "./encode/create-engines.ts";
import { encodePng } from "./encode-png.ts";
import { fontsOnDisk } from "./fonts/font-files.ts";
import { graphics } from "./graphics.ts";
import { openOutput } from "./open-output.ts";
import { ownCpuMs } from "./own-cpu.ts";
import { releaseMemory } from "./release-memory.ts";
import { withTempDir } from "./temp-dir.ts";

/** This machine: @napi-rs/canvas draws, ffmpeg encodes, and the fonts are those of the installed packages. */
export function createNodeMachine(options: EngineOptions = {}): Machine {
	return {
		graphics,
		fonts: fontsOnDisk,
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

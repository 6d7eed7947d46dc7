import type { Steps } from "../../core/steps.ts";
import type { Warning } from "../conversation/warning.ts";
import type { Draw } from "../scene/draw.ts";
import type { Film } from "./film.ts";
import type { Work } from "./work.ts";

/** The fast engine codes only what moves, the plain one every frame. */
export type EngineName = "fast" | "plain";

export type EncodeSettings = {
	/** x264's constant rate factor: 10 (finest) to 40. */
	readonly crf: number;
	/** x264's preset, `ultrafast` to `slow`. */
	readonly preset: string;
};

/** What all engines' plans have in common. Each engine adds what its `run` needs. */
export type EnginePlan = {
	readonly engine: EngineName;
	readonly film: Film;
	readonly settings: EncodeSettings;
	readonly work: Work;
};

export type Engine<Plan extends EnginePlan = EnginePlan> = {
	readonly name: Plan["engine"];
	/** Plans a film before a pixel is drawn. Pure: equal films give equal plans. Needs no machine, so that a quote has none. */
	readonly plan: (film: Film, settings: EncodeSettings) => Steps<Plan>;
	/** Takes plans of this engine alone. */
	run(plan: Plan, draw: Draw, options: EncodeOptions): Promise<Encoded>;
};

export type EncodeOptions = {
	/** An existing directory for this render alone. The video remains in it; everything else is removed. */
	readonly dir: string;
	/** Ends ffmpeg; the call rejects with the signal's reason and leaves no file and no process. */
	readonly signal: AbortSignal;
	/** Called at most a few times a second. */
	readonly onProgress?: (framesDone: number) => void;
	/** Called with the process id of each child as it starts, so that its CPU can be measured while it runs. */
	readonly onChild?: (pid: number) => void;
};

export type Encoded = {
	/** The path of the MP4. */
	readonly file: string;
	readonly bytes: number;
	readonly counts: EncodeCounts;
	/** CPU of the child processes, user and system, as ffmpeg measured it. */
	readonly childCpuMs: number;
	/** The engine that made it: `plain` also after a fallback. */
	readonly engine: EngineName;
	/** CPU milliseconds by stage, of this process and its children, as far as the engine measures stages. */
	readonly stages: Readonly<Record<string, number>>;
	readonly warnings: readonly Warning[];
};

/** What a stream consists of, for benchmarks. It does not depend on the machine. */
export type EncodeCounts = {
	/** Pictures and repeats. */
	readonly frames: number;
	/** Frames that differ from the one before, and key frames. */
	readonly pictures: number;
	/** Frames equal to the one before. */
	readonly repeats: number;
	/** Key frames; 0 if x264 decides, as for scrolls and bands. */
	readonly keys: number;
	/** Pictures in which a part of the one before has moved. */
	readonly scrolls: number;
	/** Slices placed in pictures that are no key frames. */
	readonly bands: number;
	/** Rows of pixels that were drawn. */
	readonly rowsDrawn: number;
	/** Raw bytes written to x264. */
	readonly bytesToX264: number;
};

import type { Warning } from "../../shared/video/conversation/warning.ts";
import type { EncodeCounts, EngineName } from "../../shared/video/encode/engine.ts";

/** What a render tells of itself. */
export type OwnFigures = {
	readonly counts: EncodeCounts;
	readonly bytes: number;
	/** What made the video: the fast engine may have left it to the plain one. */
	readonly engine: EngineName;
	readonly warnings: readonly Warning[];
	/** CPU milliseconds, its children's too. */
	readonly stages: Readonly<Record<string, number>>;
};

/** One render, seen from outside. */
export type Figures = OwnFigures & {
	readonly workload: string;
	/** User and system, of the render process and all its children, from start to exit. */
	readonly cpuSeconds: number;
	readonly wallSeconds: number;
	/** The most that the render process and its children held at a time, looked at every 20 ms. */
	readonly peakRssMiB: number;
};

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LIMITS } from "../../shared/video/conversation/limits.ts";
import type { EngineName } from "../../shared/video/encode/engine.ts";
import { UsageError } from "../cli/exit.ts";
import { ROOT } from "../cli/root.ts";

export const USAGE = `Usage: npm run bench -- [options]           renders with each engine by turns, and measures the render process
       npm run bench -- local-appwrite      start-up of the local Appwrite, and a round by the SDK, as Markdown
       npm run bench -- --quotes [COUNT]    renders COUNT videos (default 48), learns from one half what they cost, and quotes the other
       npm run bench -- --memory [COUNT]    renders a short chat COUNT times (default 200) in one function's process: what stays in memory
       npm run bench -- --warm [COUNT]      renders each workload COUNT times (default 10) in one process: the first, and the median of the others
       npm run bench -- --batch [COUNT]     makes COUNT short videos (default 40) with npm run batch, with one worker and two by turns
       npm run bench -- --quality           renders with both engines at each CRF and compares the files with what was drawn: bytes at equal
                                            luma PSNR, SSIM, flat ground. Takes hours of CPU for all that it renders by default: the four
                                            workloads and the examples
       npm run bench -- --studio            writes, scrubs and exports in the studio, in Debian's Chromium, as Markdown

  --workload FILE    a conversation with its pictures beside it, or w1 (30 s, 12 messages), w2 (180 s, 50), w4 (as w1 in today's look,
                     with a picture) or w5 (the same typed on a keyboard, with reactions and a deletion); may be repeated
                     (default those four)
  --engine NAME      fast or plain; may be repeated (default both)
  --rounds N         renders of each (default 3); what is told is the median
  --crf N            with --quality; may be repeated (default 20, 28 and 40)
  --json             print the figures alone, as JSON, on stdout (use npm run -s)
  --help             print this`;

/** Files of this folder. */
export const WORKLOADS: readonly string[] = ["w1", "w2", "w4", "w5"];

const ENGINES: readonly EngineName[] = ["fast", "plain"];

/** What a flag measures, and how many videos it makes by default; 0 where it takes no number. */
const MEASURED = { quotes: 48, memory: 200, warm: 10, batch: 40, quality: 0, studio: 0 } as const;
type Flag = keyof typeof MEASURED;
const FLAGS = Object.keys(MEASURED) as readonly Flag[];

export type BenchArguments = {
	readonly help: boolean;
	readonly what: "renders" | "local-appwrite" | Flag;
	/** Videos that a bench makes, with each engine or in one process. */
	readonly count: number;
	/** Files of this folder without their ending, or paths. */
	readonly workloads: readonly string[];
	readonly engines: readonly EngineName[];
	readonly crfs: readonly number[];
	readonly rounds: number;
	readonly json: boolean;
};

/** Reads the command line. Throws UsageError (or parseArgs' own error) that names the flag. */
export function readArguments(args: readonly string[]): BenchArguments {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: {
			workload: { type: "string", multiple: true },
			engine: { type: "string", multiple: true, default: [...ENGINES] },
			crf: { type: "string", multiple: true, default: ["20", "28", "40"] },
			rounds: { type: "string", default: "3" },
			quotes: { type: "boolean", default: false },
			memory: { type: "boolean", default: false },
			warm: { type: "boolean", default: false },
			batch: { type: "boolean", default: false },
			quality: { type: "boolean", default: false },
			studio: { type: "boolean", default: false },
			json: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	const [first, ...more] = positionals;
	const flag = FLAGS.find((name) => values[name]);
	const usual = flag === undefined ? 0 : MEASURED[flag];
	const count = Number(usual === 0 ? 0 : (first ?? usual));
	const isKnown =
		usual > 0
			? Number.isSafeInteger(count) && count >= 2
			: first === undefined || (flag === undefined && first === "local-appwrite");
	if (!isKnown || more.length > 0) {
		const expected = usual > 0 ? "how many videos, 2 or more" : "local-appwrite";
		throw new UsageError(`Expected ${expected}, or nothing, received ${positionals.join(" ")}.`);
	}
	const what = flag ?? (first === undefined ? "renders" : "local-appwrite");
	const workloads = values.workload ?? [...WORKLOADS, ...(what === "quality" ? listExamples() : [])];
	const rounds = Number(values.rounds);
	if (!Number.isSafeInteger(rounds) || rounds < 1)
		throw new UsageError(`--rounds: expected a whole number from 1 on, received ${values.rounds}.`);
	const crfs = values.crf.map((crf) => {
		const { min, max } = LIMITS.crf;
		if (!(Number(crf) >= min && Number(crf) <= max))
			throw new UsageError(`--crf: expected a number from ${min} to ${max}, received ${crf}.`);
		return Number(crf);
	});
	const engines = values.engine.map((name) => {
		const engine = ENGINES.find((each) => each === name);
		if (engine === undefined) throw new UsageError(`--engine: expected fast or plain, received ${name}.`);
		return engine;
	});
	return { ...values, what, count, workloads, engines, crfs, rounds };
}

function listExamples(): readonly string[] {
	const folder = join(ROOT, "examples");
	return readdirSync(folder)
		.filter((name) => name.endsWith(".json"))
		.map((name) => join(folder, name));
}

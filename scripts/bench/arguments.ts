import { parseArgs } from "node:util";
import type { EngineName } from "../../shared/video/encode/engine.ts";
import { UsageError } from "../cli/exit.ts";

export const USAGE = `Usage: npm run bench -- [options]           renders with each engine by turns, and measures the render process
       npm run bench -- local-appwrite      start-up of the local Appwrite, and a round by the SDK, as Markdown
       npm run bench -- --quotes [COUNT]    renders COUNT videos (default 48), learns from one half what they cost, and quotes the other
       npm run bench -- --memory [COUNT]    renders a short chat COUNT times (default 200) in one function's process: what stays in memory

  --workload FILE    a conversation with its pictures beside it, or w1 (30 s, 12 messages), w2 (180 s, 50), w4 (as w1 in today's look,
                     with a picture) or w5 (the same typed on a keyboard, with reactions and a deletion); may be repeated
                     (default those four)
  --engine NAME      fast or plain; may be repeated (default both)
  --rounds N         renders of each (default 3); what is told is the median
  --json             print the figures alone, as JSON, on stdout (use npm run -s)
  --help             print this`;

/** Files of this folder. */
export const WORKLOADS: readonly string[] = ["w1", "w2", "w4", "w5"];

const ENGINES: readonly EngineName[] = ["fast", "plain"];

export type BenchArguments = {
	readonly help: boolean;
	readonly what: "renders" | "local-appwrite" | "quotes" | "memory";
	/** Videos that the bench of quotes renders, with each engine, or that of memory in one process. */
	readonly count: number;
	readonly workloads: readonly string[];
	readonly engines: readonly EngineName[];
	readonly rounds: number;
	readonly json: boolean;
};

/** Reads the command line. Throws UsageError (or parseArgs' own error) that names the flag. */
export function readArguments(args: readonly string[]): BenchArguments {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: {
			workload: { type: "string", multiple: true, default: [...WORKLOADS] },
			engine: { type: "string", multiple: true, default: [...ENGINES] },
			rounds: { type: "string", default: "3" },
			quotes: { type: "boolean", default: false },
			memory: { type: "boolean", default: false },
			json: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	const [first, ...more] = positionals;
	const isCounted = values.quotes || values.memory;
	const count = Number(isCounted ? (first ?? (values.quotes ? 48 : 200)) : 0);
	const isKnown = isCounted
		? Number.isSafeInteger(count) && count >= 2
		: first === undefined || first === "local-appwrite";
	if (!isKnown || more.length > 0) {
		const expected = isCounted ? "how many videos, 2 or more" : "local-appwrite";
		throw new UsageError(`Expected ${expected}, or nothing, received ${positionals.join(" ")}.`);
	}
	const what = values.quotes
		? "quotes"
		: values.memory
			? "memory"
			: first === undefined
				? "renders"
				: "local-appwrite";
	const rounds = Number(values.rounds);
	if (!Number.isSafeInteger(rounds) || rounds < 1)
		throw new UsageError(`--rounds: expected a whole number from 1 on, received ${values.rounds}.`);
	const engines = values.engine.map((name) => {
		const engine = ENGINES.find((each) => each === name);
		if (engine === undefined) throw new UsageError(`--engine: expected fast or plain, received ${name}.`);
		return engine;
	});
	return { ...values, what, count, workloads: values.workload, engines, rounds };
}

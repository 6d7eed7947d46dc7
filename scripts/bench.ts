import { basename, join } from "node:path";
import { readEnv } from "../shared/platform/node/env.ts";
import { parseConversationText } from "../shared/video/conversation/parse.ts";
import { type BenchArguments, readArguments, USAGE, WORKLOADS } from "./bench/arguments.ts";
import { benchBatch } from "./bench/batch.ts";
import type { Figures } from "./bench/figures.ts";
import { measureLocalAppwrite } from "./bench/local-appwrite.ts";
import { type MeasureRender, type Workload, withRenderProcess } from "./bench/measure-render.ts";
import { benchMemory } from "./bench/memory.ts";
import { benchQuality } from "./bench/quality/bench-quality.ts";
import { benchQuotes } from "./bench/quotes.ts";
import { summarise, toJson, toText } from "./bench/report.ts";
import { benchStudio } from "./bench/studio.ts";
import { benchWarm } from "./bench/warm.ts";
import { EXIT, runCommand } from "./cli/exit.ts";
import { readConversationText } from "./cli/read-conversation.ts";
import { ROOT } from "./cli/root.ts";

await runCommand(USAGE, async () => {
	const args = readArguments(process.argv.slice(2));
	process.stdout.write(`${await answerTo(args)}\n`);
	return EXIT.ok;
});

async function answerTo(args: BenchArguments): Promise<string> {
	if (args.help) return USAGE;
	if (args.what === "local-appwrite") return measureLocalAppwrite();
	if (args.what === "quotes") return benchQuotes(args.engines, args.count);
	if (args.what === "memory") return benchMemory(args.count);
	if (args.what === "batch") return benchBatch(args.count, args.rounds);
	if (args.what === "studio") return benchStudio();
	const workloads = await Promise.all(args.workloads.map(workloadOf));
	if (args.what === "warm") return benchWarm(workloads, args.engines, args.count);
	if (args.what === "quality") return benchQuality(workloads, args.crfs);
	const summaries = await withRenderProcess((measure) => measureRenders(workloads, args, measure));
	return args.json ? toJson(summaries) : toText(summaries);
}

/** Alternates the engines, so that a machine that slows down is fair to both. */
async function measureRenders(
	workloads: readonly Workload[],
	{ engines, rounds }: BenchArguments,
	measure: MeasureRender,
): Promise<readonly Figures[]> {
	const cases = workloads.flatMap((workload) =>
		engines.map((engine) => ({ workload, engine, figures: [] as Figures[] })),
	);
	for (let round = 1; round <= rounds; round++) {
		for (const { workload, engine, figures } of cases) {
			const seen = await measure(workload, engine);
			figures.push(seen);
			const cost = `${seen.cpuSeconds.toFixed(2)} CPU s`;
			process.stderr.write(`round ${round} of ${rounds}: ${workload.name}, ${engine}: ${cost}\n`);
		}
	}
	return cases.map(({ figures }) => summarise(figures));
}

/** Throws UsageError when the file is missing, INVALID_INPUT when it is not a conversation. */
async function workloadOf(nameOrFile: string): Promise<Workload> {
	const path = WORKLOADS.includes(nameOrFile)
		? join(ROOT, "scripts/bench", `${nameOrFile}.json`)
		: nameOrFile;
	const { text } = await readConversationText(path);
	parseConversationText(text, { maxMessages: readEnv().MAX_MESSAGES });
	return { name: basename(path).replace(/\.json$/, ""), path };
}

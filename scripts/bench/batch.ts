import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../cli/root.ts";
import { median } from "./median.ts";
import { endedChildrenCpuMs } from "./process-tree.ts";

const WORKERS = [1, 2] as const;

/** Like what is rendered in batches: 4 messages at the default size. No two are equal. */
const TEXTS = [
	"Did you take the last slice of cake?",
	"No, why would I",
	"There are crumbs on your keyboard",
	"Those are from yesterday, and I can prove it",
	"Then why is the fork in your pocket",
	"Long story",
	"I have all evening",
];

type Round = { readonly cpuMs: number; readonly wallMs: number };

/**
 * Makes `count` short videos with `npm run batch`, with one worker and with two by turns, and tells what a video costs: the command with
 * its local Appwrite, its ledger and all its children counted. Markdown.
 */
export async function benchBatch(count: number, rounds: number): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "chatreel-bench-"));
	try {
		const jobs = join(folder, "jobs.jsonl");
		await writeFile(
			jobs,
			shortChats(count)
				.map((job) => JSON.stringify(job))
				.join("\n"),
		);
		// The first call after a change makes the command's bundle.
		await run(["batch", "--help"]);
		const seen = WORKERS.map((workers) => ({ workers, rounds: [] as Round[] }));
		for (let round = 1; round <= rounds; round++) {
			for (const { workers, rounds: own } of seen) {
				const taken = await runBatch(jobs, folder, `${round}-${workers}`, workers);
				own.push(taken);
				const each = (taken.cpuMs / count).toFixed(0);
				process.stderr.write(`round ${round} of ${rounds}: ${workers} workers, ${each} CPU ms a video\n`);
			}
		}
		const rows = seen.map(({ workers, rounds: own }) => {
			const cpuMs = median(own.map((each) => each.cpuMs));
			const wallMs = median(own.map((each) => each.wallMs));
			const cells = [workers, (cpuMs / count).toFixed(0), Math.round((count * 60_000) / cpuMs)];
			return `| ${[...cells, (wallMs / 1000).toFixed(1)].join(" | ")} |`;
		});
		const head = `| workers | CPU ms a video | videos a CPU minute | wall s of ${count} |\n| --- | --- | --- | --- |`;
		return [head, ...rows].join("\n");
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** One call of the command, with a ledger of its own. No other child may end at the same time. */
async function runBatch(jobs: string, folder: string, name: string, workers: number): Promise<Round> {
	const place = ["--out-dir", join(folder, `out-${name}`), "--data", join(folder, `data-${name}`)];
	const [cpuBefore, startedMs] = [endedChildrenCpuMs(), performance.now()];
	const stdout = await run(["batch", jobs, "--workers", `${workers}`, "--json", ...place]);
	const taken = { cpuMs: endedChildrenCpuMs() - cpuBefore, wallMs: performance.now() - startedMs };
	const { completed, total } = JSON.parse(stdout);
	if (completed !== total) throw new Error(`${completed} of ${total} videos were made: ${stdout}`);
	return taken;
}

/** Gives what the command writes to stdout. */
async function run(command: readonly string[]): Promise<string> {
	const args = ["--disable-warning=ExperimentalWarning", "scripts/run.cjs", ...command];
	return (await promisify(execFile)(process.execPath, args, { cwd: ROOT })).stdout;
}

function shortChats(count: number): readonly object[] {
	return Array.from({ length: count }, (_, index) => ({
		id: `chat-${index}`,
		conversation: {
			messages: Array.from({ length: 4 }, (__, message) => ({
				sender: message % 2 === 0 ? "them" : "you",
				text: `${TEXTS[(index + 3 * message) % TEXTS.length]} ${index}`,
			})),
		},
	}));
}

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EngineName } from "../../shared/video/encode/engine.ts";
import { NODE_FLAGS, type Workload, withBundle } from "./measure-render.ts";
import { median } from "./median.ts";

/** Renders each workload `count` times in one process of its own, and tells what the first took and what the others. Markdown. */
export async function benchWarm(
	workloads: readonly Workload[],
	engines: readonly EngineName[],
	count: number,
): Promise<string> {
	return withBundle("render-warm", async (script) => {
		const rows: string[] = [];
		for (const workload of workloads) {
			for (const engine of engines) {
				const cpuSeconds = await renderInOne(script, workload, engine, count);
				process.stderr.write(`${workload.name}, ${engine}: ${cpuSeconds.join(" ")} CPU s\n`);
				const [first = 0, ...others] = cpuSeconds;
				const cells = [workload.name, engine, `${first.toFixed(2)} s`, `${median(others).toFixed(2)} s`];
				rows.push(`| ${cells.join(" | ")} |`);
			}
		}
		const head = `| workload | engine | first | median of the next ${count - 1} |\n| --- | --- | --- | --- |`;
		return [head, ...rows].join("\n");
	});
}

async function renderInOne(
	script: string,
	{ path }: Workload,
	engine: EngineName,
	count: number,
): Promise<readonly number[]> {
	const directory = await mkdtemp(join(tmpdir(), "chatreel-bench-"));
	try {
		const args = [...NODE_FLAGS, script, path, engine, directory, `${count}`];
		const { stdout } = await promisify(execFile)(process.execPath, args);
		return JSON.parse(stdout);
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

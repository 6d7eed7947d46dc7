import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ChatreelError } from "../../shared/core/errors.ts";
import type { EngineName } from "../../shared/video/encode/engine.ts";
import { bundleCode } from "../build/bundle-code.ts";
import { BUNDLES } from "../build/bundles.ts";
import { ROOT } from "../cli/root.ts";
import type { Figures, OwnFigures } from "./figures.ts";
import { endedChildrenCpuMs, treeMemoryBytes } from "./process-tree.ts";

const SAMPLE_MS = 20;

/** As `npm run render` starts Node (package.json). */
export const NODE_FLAGS = ["--max-semi-space-size=2"];

export type Workload = { readonly name: string; readonly path: string };

/** Measures a render of one workload by one engine. */
export type MeasureRender = (workload: Workload, engine: EngineName) => Promise<Figures>;

/** Gives what measures one render in a process of its own to `work`. */
export function withRenderProcess<Result>(
	work: (measure: MeasureRender) => Promise<Result>,
): Promise<Result> {
	return withBundle("render-once", (script) =>
		work((workload, engine) => measureRender(script, workload, engine)),
	);
}

/**
 * Makes one file of a script of this folder, as the functions are deployed, so that Node does not spend its time on reading
 * hundreds of sources; gives its path to `work`, and removes it.
 */
export async function withBundle<Result>(
	name: string,
	work: (script: string) => Promise<Result>,
): Promise<Result> {
	// Within the repository, for the packages that cannot be bundled are found from there.
	const folder = join(ROOT, ".local");
	await mkdir(folder, { recursive: true });
	const script = join(folder, `bench-${process.pid}.mjs`);
	try {
		const packages = BUNDLES.find((bundle) => bundle.name === "render")?.packages ?? [];
		await writeFile(script, await bundleCode(join(ROOT, "scripts/bench", `${name}.ts`), packages));
		return await work(script);
	} finally {
		await rm(script, { force: true });
	}
}

/** Renders once in a child process and counts all its CPU. No other child may end at the same time. */
async function measureRender(script: string, { name, path }: Workload, engine: EngineName): Promise<Figures> {
	const dir = await mkdtemp(join(tmpdir(), "chatreel-bench-"));
	try {
		const [cpuBefore, startedMs] = [endedChildrenCpuMs(), performance.now()];
		const args = ["--workload", path, "--engine", engine, "--output", join(dir, "video.mp4")];
		const child = spawn(process.execPath, [...NODE_FLAGS, script, ...args], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		let peakBytes = 0;
		const sampler = setInterval(() => {
			peakBytes = Math.max(peakBytes, treeMemoryBytes(child.pid ?? 0));
		}, SAMPLE_MS);
		const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, "exit")]).finally(() =>
			clearInterval(sampler),
		);
		const wallSeconds = (performance.now() - startedMs) / 1000;
		if (exitCode !== 0) throw new ChatreelError("RENDER_FAILED", `${name} was not rendered (${engine})`);
		const own: OwnFigures = JSON.parse(output);
		if (own.engine !== engine) {
			const words = own.warnings.map(({ message }) => message).join(" ");
			throw new ChatreelError("RENDER_FAILED", `${name} was not rendered (${engine}). ${words}`);
		}
		const cpuMs = endedChildrenCpuMs() - cpuBefore;
		const namedMs = Object.values(own.stages).reduce((sum, ms) => sum + ms, 0);
		return {
			...{ workload: name, wallSeconds, ...own },
			// The child of the pre-flight, and what Node does before its first stage and after its last.
			stages: { ...own.stages, rest: cpuMs - namedMs },
			cpuSeconds: cpuMs / 1000,
			peakRssMiB: peakBytes / 2 ** 20,
		};
	} finally {
		await rm(dir, { recursive: true, force: true });
	}
}

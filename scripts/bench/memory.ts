import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildBundles } from "../build/build-bundles.ts";
import { ROOT } from "../cli/root.ts";
import { parseConfig } from "../local-appwrite/config.ts";
import { type LocalAppwrite, startLocalAppwrite } from "../local-appwrite/server.ts";

/** Memory of a function's process after `renders` renders and a collection, in bytes. */
export type MemoryReport = {
	readonly renders: number;
	readonly heapUsed: number;
	readonly external: number;
	readonly rss: number;
	/** How many there are. */
	readonly objects: { readonly AbortSignal: number; readonly Timeout: number };
};

const SHORT = {
	video: { width: 240, height: 240, fps: 24, durationSeconds: 1.5 },
	messages: [{ sender: "you", text: "Hi", timestamp: 0.5 }],
};
const SERVICE_KEY = "the service key of a bench";

/** Renders a short chat `count` times in one function's process, and tells what it holds on the way. Markdown. */
export async function benchMemory(count: number): Promise<string> {
	await buildBundles(ROOT, join(ROOT, "dist"));
	const dataDir = mkdtempSync(join(tmpdir(), "chatreel-bench-"));
	const config = parseConfig(readFileSync(join(ROOT, "appwrite.json"), "utf8"), ROOT);
	const server = await startLocalAppwrite({ config, dataDir });
	try {
		const reportAfter = [50, 100, 200, 400, 600, 800].filter((renders) => renders < count);
		const reports = await renderOften(server, [...reportAfter, count]);
		const lines = reports.map(({ renders, heapUsed, external, rss, objects }) => {
			const sizes = [heapUsed, external, rss].map((bytes) => (bytes / 2 ** 20).toFixed(1));
			return `| ${[renders, ...sizes, objects.AbortSignal, objects.Timeout].join(" | ")} |`;
		});
		const head =
			"| renders | heap, MiB | external | resident | AbortSignals | Timeouts |\n| --- | --- | --- | --- | --- | --- |";
		return [head, ...lines].join("\n");
	} finally {
		await server.stop();
		rmSync(dataDir, { recursive: true });
	}
}

/** Renders in a process of its own, as the function is deployed, and reports after each of these counts. */
export async function renderOften(
	server: Pick<LocalAppwrite, "endpoint" | "projectId" | "apiKey">,
	reportAfter: readonly number[],
): Promise<readonly MemoryReport[]> {
	const plan = {
		...{ entrypoint: join(ROOT, "dist/render/main.js"), body: JSON.stringify(SHORT) },
		...{ apiKey: server.apiKey, serviceKey: SERVICE_KEY, reportAfter },
	};
	const script = join(ROOT, "scripts/bench/render-often.ts");
	const flags = ["--expose-gc", "--disable-warning=ExperimentalWarning"];
	const child = spawn(process.execPath, [...flags, script, JSON.stringify(plan)], {
		stdio: ["ignore", "pipe", "inherit"],
		env: {
			...{ APPWRITE_FUNCTION_API_ENDPOINT: server.endpoint, APPWRITE_FUNCTION_PROJECT_ID: server.projectId },
			...{ SERVICE_KEY, QUOTA_HOURS: "10000", MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" },
		},
	});
	const ended = once(child, "exit");
	const reports: MemoryReport[] = [];
	for await (const line of createInterface({ input: child.stdout })) reports.push(JSON.parse(line));
	const [code] = await ended;
	if (code !== 0) throw new Error(`The process of the renders ended with ${code}`);
	return reports;
}

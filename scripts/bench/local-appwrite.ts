import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, ID, TablesDB } from "node-appwrite";
import { readProcessCpuMs } from "../../shared/platform/node/process-cpu.ts";
import { ROOT } from "../cli/root.ts";
import { median } from "./median.ts";

const STARTS = 11;
const ROUNDS = 500;

/** Start-up of the local Appwrite, and a round by the SDK, as Markdown. */
export async function measureLocalAppwrite(): Promise<string> {
	const starts: Measured[] = [];
	for (let run = 0; run < STARTS; run++) starts.push(await measureStart());
	const round = await measureRounds();
	const line = (name: string, { wallMs, cpuMs }: Measured) =>
		`| ${name} | ${wallMs.toFixed(1)} ms | ${cpuMs.toFixed(1)} ms |\n`;
	return [
		"| | wall | server's CPU |\n| --- | --- | --- |\n",
		line(`start until ready, median of ${STARTS}`, middleOf(starts)),
		line(`create + get + list, mean of ${ROUNDS}`, round),
	].join("");
}

type Measured = { readonly wallMs: number; readonly cpuMs: number };

async function start(dataDir: string) {
	// As `npm run dev` starts it.
	const command = ["--disable-warning=ExperimentalWarning", "scripts/run.cjs", "dev"];
	const args = [...command, "--port", "0", "--data", dataDir, "--json"];
	const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
	const [line] = await once(createInterface({ input: child.stdout }), "line");
	const { endpoint, projectId, apiKey } = JSON.parse(String(line));
	const stop = async () => {
		const ended = once(child, "exit");
		child.kill("SIGTERM");
		await ended;
		rmSync(dataDir, { recursive: true });
	};
	const client = new Client().setEndpoint(endpoint).setProject(projectId).setKey(apiKey);
	return { client, cpuMs: () => readProcessCpuMs(child.pid ?? 0) ?? Number.NaN, stop };
}

async function measureStart(): Promise<Measured> {
	const startedAt = performance.now();
	const server = await start(mkdtempSync(join(tmpdir(), "bench-")));
	const measured = { wallMs: performance.now() - startedAt, cpuMs: server.cpuMs() };
	await server.stop();
	return measured;
}

async function measureRounds(): Promise<Measured> {
	const server = await start(mkdtempSync(join(tmpdir(), "bench-")));
	const tables = new TablesDB(server.client);
	const at = { databaseId: "chatreel", tableId: "quota_months" };
	const round = async () => {
		const rowId = ID.unique();
		await tables.createRow({ ...at, rowId, data: { seq: 1 } });
		await tables.getRow({ ...at, rowId });
		await tables.listRows(at);
	};
	for (let warm = 0; warm < 50; warm++) await round();
	const [startedAt, cpuBefore] = [performance.now(), server.cpuMs()];
	for (let each = 0; each < ROUNDS; each++) await round();
	const wallMs = (performance.now() - startedAt) / ROUNDS;
	const cpuMs = (server.cpuMs() - cpuBefore) / ROUNDS;
	await server.stop();
	return { wallMs, cpuMs };
}

function middleOf(values: readonly Measured[]): Measured {
	return {
		wallMs: median(values.map(({ wallMs }) => wallMs)),
		cpuMs: median(values.map(({ cpuMs }) => cpuMs)),
	};
}

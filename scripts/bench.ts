import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, ID, TablesDB } from "node-appwrite";
import { printQuotes } from "./bench/quotes.ts";
import { EXIT, runCommand, UsageError } from "./cli/exit.ts";
import { ROOT } from "./cli/root.ts";

const USAGE = `Usage: npm run bench -- local-appwrite | --quotes [COUNT]

  local-appwrite   start-up of the local Appwrite, and a create/get/list round by the SDK
  --quotes         renders COUNT videos (default 48), learns from one half what they cost, and quotes the other

Prints Markdown for docs/benchmarks.md. Times are this machine's.`;

const STARTS = 11;
const ROUNDS = 500;
/** Kernel ticks of /proc/<pid>/stat: USER_HZ is 100 on every Linux that Node runs on (man 5 proc). */
const TICK_MS = 10;

await runCommand(USAGE, async () => {
	const [what, ...rest] = process.argv.slice(2);
	if (what === "--quotes") return await printQuotes(rest);
	if (what !== "local-appwrite" || rest.length > 0) throw new UsageError("Name what to measure.");
	const starts: Measured[] = [];
	for (let run = 0; run < STARTS; run++) starts.push(await measureStart());
	const round = await measureRounds();
	const line = (name: string, { wallMs, cpuMs }: Measured) =>
		`| ${name} | ${wallMs.toFixed(1)} ms | ${cpuMs.toFixed(1)} ms |\n`;
	process.stdout.write("| | wall | server's CPU |\n| --- | --- | --- |\n");
	process.stdout.write(line(`start until ready, median of ${STARTS}`, median(starts)));
	process.stdout.write(line(`create + get + list, mean of ${ROUNDS}`, round));
	return EXIT.ok;
});

type Measured = { readonly wallMs: number; readonly cpuMs: number };

async function start(dataDir: string) {
	const args = [
		"--disable-warning=ExperimentalWarning",
		"scripts/dev.ts",
		"--port",
		"0",
		"--data",
		dataDir,
		"--json",
	];
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
	return { client, cpuMs: () => cpuMsOf(child.pid ?? 0), stop };
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

function cpuMsOf(pid: number): number {
	const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
	// utime and stime are the 14th and 15th fields; the name, which may hold spaces, is the 2nd.
	return (Number(afterName[11]) + Number(afterName[12])) * TICK_MS;
}

function median(values: readonly Measured[]): Measured {
	const middle = (numbers: readonly number[]) =>
		numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
	return {
		wallMs: middle(values.map(({ wallMs }) => wallMs)),
		cpuMs: middle(values.map(({ cpuMs }) => cpuMs)),
	};
}

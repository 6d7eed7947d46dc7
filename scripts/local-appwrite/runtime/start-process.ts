import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT } from "../../cli/root.ts";
import type { FromParent, ToParent } from "./messages.ts";

export type ProcessPlan = {
	/** The bundle's entry, an absolute path. */
	readonly entrypoint: string;
	/** The whole environment of the process; nothing of the server's own is passed on. */
	readonly env: Readonly<Record<string, string>>;
	/** Its working directory, which is not the bundle's: so it is on Appwrite. */
	readonly cwd: string;
	readonly clockOffsetMs: number;
	readonly onLog: (executionId: string, stream: "logs" | "errors", text: string) => void;
	/** An execution is answered, and no more of its log comes. */
	readonly onAnswered: (executionId: string) => void;
};

export type FunctionProcess = {
	readonly pid: number;
	readonly port: number;
	/** What a request must bear to be run. */
	readonly secret: string;
	/** Settles when the process is gone, however it ended. */
	readonly ended: Promise<void>;
	readonly shiftClock: (clockOffsetMs: number) => void;
	/** Whether it is not about to end. Waits until it has a moment to answer. */
	readonly isAlive: () => Promise<boolean>;
	/** Kills the process and every process it started. Resolves when it is gone. */
	readonly kill: () => Promise<void>;
};

/** By its place in the repository: a command that starts it may be a bundle, which is elsewhere. */
const HOST = join(ROOT, "scripts/local-appwrite/runtime/host.ts");

/** Starts a function's process and waits until it listens. Rejects when it ends before that. */
export async function startProcess(plan: ProcessPlan): Promise<FunctionProcess> {
	const secret = randomBytes(16).toString("hex");
	// A process group of its own: ffmpeg and other children end with it.
	const child = spawn(process.execPath, [HOST, plan.entrypoint], {
		cwd: plan.cwd,
		env: plan.env,
		stdio: ["ignore", "ignore", "pipe", "ipc"],
		detached: true,
	});
	let stderr = "";
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		stderr = (stderr + text).slice(-4000);
	});
	const ended = once(child, "exit").then(() => {});
	const kill = async () => {
		killGroup(child);
		await ended;
	};
	const pings = new Set<() => void>();
	child.on("message", ({ kind }: ToParent) => {
		if (kind !== "pong") return;
		for (const answer of pings) answer();
		pings.clear();
	});
	const ping = (): Promise<void> =>
		new Promise((resolve) => {
			pings.add(resolve);
			tell(child, { kind: "ping" });
		});
	tell(child, { kind: "start", secret, clockOffsetMs: plan.clockOffsetMs });
	try {
		const port = await waitForPort(child, plan, () => stderr);
		return {
			pid: child.pid ?? 0,
			port,
			secret,
			ended,
			shiftClock: (clockOffsetMs) => tell(child, { kind: "clock", clockOffsetMs }),
			isAlive: () => Promise.race([ping().then(() => true), ended.then(() => false)]),
			kill,
		};
	} catch (error) {
		killGroup(child);
		throw error;
	}
}

function waitForPort(
	child: ChildProcess,
	{ entrypoint, onLog, onAnswered }: ProcessPlan,
	stderr: () => string,
): Promise<number> {
	return new Promise((resolve, reject) => {
		child.on("message", (message: ToParent) => {
			if (message.kind === "ready") resolve(message.port);
			else if (message.kind === "answered") onAnswered(message.executionId);
			else if (message.kind === "log") onLog(message.executionId, message.stream, message.text);
		});
		child.once("error", reject);
		child.once("exit", () =>
			reject(new Error(`The process of ${entrypoint} ended before it was ready: ${stderr()}`)),
		);
	});
}

/** Does nothing once the process is gone. */
function tell(child: ChildProcess, message: FromParent): void {
	if (child.connected) child.send(message, () => {});
}

function killGroup({ pid }: ChildProcess): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, "SIGKILL");
	} catch {
		// It is gone already.
	}
}

import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type CommandOptions = {
	readonly stdin?: string;
	/** Added to this process's environment. */
	readonly env?: Readonly<Record<string, string>>;
	/** Called with the process, to send it signals. */
	readonly onStart?: (child: ChildProcess) => void;
};

export type CommandResult = {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
};

/** Runs a program to its end, as a person at a prompt would, with pipes in place of a terminal. */
export async function runCommand(
	program: string,
	args: readonly string[],
	{ stdin = "", env = {}, onStart = () => {} }: CommandOptions = {},
): Promise<CommandResult> {
	const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: "pipe" });
	const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code, signal) => resolve({ code, signal }));
	});
	onStart(child);
	child.stdin.end(stdin);
	// A stream that a test has closed has no text.
	const [stdout, stderr, end] = await Promise.all([
		text(child.stdout).catch(() => ""),
		text(child.stderr).catch(() => ""),
		ended,
	]);
	return { ...end, stdout, stderr };
}

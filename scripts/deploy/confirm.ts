import { stderr, stdin } from "node:process";
import { createInterface } from "node:readline/promises";

/** Asks the person at the terminal; where there is none, nobody could answer, and the call itself is the answer. */
export async function confirm(question: string): Promise<boolean> {
	if (!stdin.isTTY || !stderr.isTTY) return true;
	const terminal = createInterface({ input: stdin, output: stderr });
	try {
		return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
	} finally {
		terminal.close();
	}
}

import { barLine, lineWidth } from "./bar-line.ts";

/** Where progress is shown: a bar that is redrawn in a terminal, a plain line per step elsewhere. */
export type StepReporter = {
	readonly step: (name: string) => void;
	/** Share of the present step, 0 to 1, with a few words behind the bar. */
	readonly progress: (share: number, words: string) => void;
	/** Ends the present line. Called in any case, also after a failure. */
	readonly end: () => void;
};

type Output = {
	readonly isTTY?: boolean;
	readonly columns?: number;
	readonly write: (text: string) => unknown;
};

/** Writes to `output` (stderr, so that stdout is free for results). */
export function createStepReporter(output: Output): StepReporter {
	const isTerminal = output.isTTY === true;
	let isOpen = false;
	let lastName = "";
	const end = () => {
		if (isOpen) output.write("\n");
		isOpen = false;
	};
	return {
		step: (name) => {
			end();
			output.write(isTerminal ? name : `${name}\n`);
			isOpen = isTerminal;
			lastName = name;
		},
		progress: (share, words) => {
			if (!isTerminal) return;
			// On one row, whatever the width: a line that was broken could not be drawn over.
			output.write(`\r\u001b[2K${barLine(lastName, share, words, lineWidth(output))}`);
			isOpen = true;
		},
		end,
	};
}

/** Where progress is shown: a bar that is redrawn in a terminal, a plain line per step elsewhere. */
export type StepReporter = {
	readonly step: (name: string) => void;
	/** Share of the present step, 0 to 1, with a few words behind the bar. */
	readonly progress: (share: number, words: string) => void;
	/** Ends the present line. Called in any case, also after a failure. */
	readonly end: () => void;
};

type Output = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

const BAR_WIDTH = 28;

/** Writes to `output` (stderr, so that stdout is free for results). */
export function createStepReporter(output: Output): StepReporter {
	const isTerminal = output.isTTY === true;
	let isOpen = false;
	let lastWords = "";
	const end = () => {
		if (isOpen) output.write("\n");
		isOpen = false;
	};
	return {
		step: (name) => {
			end();
			output.write(isTerminal ? name : `${name}\n`);
			isOpen = isTerminal;
			lastWords = name;
		},
		progress: (share, words) => {
			if (!isTerminal) return;
			const filled = Math.round(Math.max(0, Math.min(1, share)) * BAR_WIDTH);
			const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
			output.write(`\r\u001b[2K${lastWords} ${bar} ${words}`);
			isOpen = true;
		},
		end,
	};
}

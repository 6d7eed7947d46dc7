/** Shows progress: a bar that is redrawn in a terminal, elsewhere a plain line per step. */
export type StepReporter = {
	readonly step: (name: string) => void;
	/** The share of this step, 0 to 1, and a note behind the bar. */
	readonly progress: (share: number, note: string) => void;
	/** Ends the line. Call it in `finally`. */
	readonly end: () => void;
};

type Output = {
	readonly isTTY?: boolean;
	readonly columns?: number;
	readonly write: (text: string) => unknown;
};

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
		progress: (share, note) => {
			if (!isTerminal) return;
			// A line that takes two rows could not be drawn over.
			output.write(`\r\u001b[2K${barLine(lastName, share, note, lineWidth(output))}`);
			isOpen = true;
		},
		end,
	};
}

const BAR_WIDTH = 28;
const MIN_BAR_WIDTH = 6;

/** One less than the terminal's columns, because some terminals break a full line. */
export function lineWidth({ columns }: { readonly columns?: number | undefined }): number {
	return Math.max(1, (columns === undefined || columns < 1 ? 80 : columns) - 1);
}

/** A name, a bar and a note in one line. In a narrow terminal the bar shrinks, then goes, then the end is cut. */
export function barLine(
	name: string,
	share: number,
	note: string,
	width: number,
	barWidth = BAR_WIDTH,
): string {
	const start = name === "" ? "" : `${name} `;
	const room = Math.min(barWidth, width - start.length - note.length - 1);
	if (room < MIN_BAR_WIDTH) return cutLine(`${start}${note}`, width);
	const filled = Math.round(Math.max(0, Math.min(1, share)) * room);
	return `${start}${"█".repeat(filled)}${"░".repeat(room - filled)} ${note}`;
}

/** Counts code points: a wide character may still break a line until the next drawing. */
export function cutLine(line: string, width: number): string {
	const characters = [...line];
	return characters.length <= width ? line : `${characters.slice(0, width - 1).join("")}…`;
}

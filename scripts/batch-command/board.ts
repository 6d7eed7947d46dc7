import type { ItemStatus } from "../../shared/service/batch/summary.ts";
import { barLine, cutLine, lineWidth } from "../cli/bar-line.ts";

export type BoardItem = { readonly name: string };

/** Where a batch is shown: live lines in a terminal, a plain line at each change elsewhere. */
export type Board = {
	/** `words` say more of it: how far it is, why it failed. */
	readonly set: (index: number, status: ItemStatus, words?: string) => void;
	/** Leaves the last picture as it is. In any case, more than once does no harm. */
	readonly end: () => void;
};

type Output = {
	readonly isTTY?: boolean;
	readonly columns?: number;
	readonly rows?: number;
	readonly write: (text: string) => unknown;
	readonly on?: (event: "resize", listener: () => void) => unknown;
	readonly off?: (event: "resize", listener: () => void) => unknown;
};

const MARKS: Readonly<Record<ItemStatus, string>> = {
	refused: "✗",
	queued: "·",
	running: "▸",
	completed: "✓",
	failed: "✗",
	cancelled: "–",
	skipped: "–",
};

const BAR_WIDTH = 24;
/** A terminal is not redrawn more often. */
const REDRAW_MS = 100;

export function createBoard(output: Output, items: readonly BoardItem[]): Board {
	return output.isTTY === true ? liveBoard(output, items) : plainBoard(output, items);
}

function plainBoard(output: Output, items: readonly BoardItem[]): Board {
	const known: (ItemStatus | undefined)[] = [];
	return {
		set: (index, status, words = "") => {
			if (known[index] === status) return;
			known[index] = status;
			const more = words === "" ? "" : `  ${words}`;
			output.write(`${MARKS[status]} ${items[index]?.name}  ${status}${more}\n`);
		},
		end: () => {},
	};
}

/**
 * Lines that are drawn over. What has ended is written once, above them, and stays in the scrollback. Lines are cut to the terminal's
 * width, so that each takes one row, and there are fewer of them than it has rows.
 */
function liveBoard(output: Output, items: readonly BoardItem[]): Board {
	const running = new Map<number, string>();
	const ended = new Map<number, ItemStatus>();
	let drawn: readonly string[] = [];
	let finished: string[] = [];
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isOver = false;

	const draw = () => {
		clearTimeout(timer);
		timer = undefined;
		const width = lineWidth(output);
		const room = Math.max(1, (output.rows ?? 24) - 2);
		const atWork = [...running].slice(0, room - 1).map(([index, words]) => lineOf("running", index, words));
		const next = [...atWork, totalLine(ended.size, items.length, running.size, width)].map((line) =>
			cutLine(line, width),
		);
		// A terminal that has become narrower has broken the old lines: they take more rows now.
		const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width + 1))), 0);
		const back = rows > 1 ? `\u001b[${rows - 1}A` : "";
		const lines = [...finished.map((line) => cutLine(line, width)), ...next];
		// Each line is wiped by itself: some terminals keep what is wiped at once from their top row in the scrollback.
		const text = lines.map((line) => `${line}\u001b[K`).join("\n");
		output.write(`${drawn.length === 0 ? "" : `\r${back}`}${text}\u001b[J`);
		finished = [];
		drawn = next;
	};
	const lineOf = (status: ItemStatus, index: number, words: string) =>
		`${MARKS[status]} ${items[index]?.name}  ${words === "" ? status : words}`;
	const soon = () => {
		timer ??= setTimeout(draw, REDRAW_MS);
	};
	output.on?.("resize", draw);
	return {
		set: (index, status, words = "") => {
			if (isOver) return;
			if (status === "running") running.set(index, words);
			else running.delete(index);
			if (status !== "running" && status !== "queued" && !ended.has(index)) {
				ended.set(index, status);
				finished.push(lineOf(status, index, words === "" ? status : `${status}  ${words}`));
			}
			soon();
		},
		end: () => {
			if (isOver) return;
			isOver = true;
			output.off?.("resize", draw);
			draw();
			output.write("\n");
		},
	};
}

function totalLine(done: number, total: number, running: number, width: number): string {
	return barLine(
		"",
		total === 0 ? 1 : done / total,
		`${done} of ${total}, ${running} running`,
		width,
		BAR_WIDTH,
	);
}

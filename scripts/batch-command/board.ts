import type { ItemStatus } from "../../shared/service/batch/batch-summary.ts";
import { barLine, cutLine, lineWidth } from "../cli/progress-bar.ts";

export type BoardItem = { readonly name: string };

/** Shows a batch: live lines in a terminal, elsewhere a plain line for each change. */
export type Board = {
	/** `note` says how far the job is or why it failed. */
	readonly set: (index: number, status: ItemStatus, note?: string) => void;
	/** Draws once more and leaves it so. May be called more than once. */
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
/** The shortest time between two drawings. */
const REDRAW_MS = 100;

export function createBoard(output: Output, items: readonly BoardItem[]): Board {
	return output.isTTY === true ? liveBoard(output, items) : plainBoard(output, items);
}

function plainBoard(output: Output, items: readonly BoardItem[]): Board {
	const known: (ItemStatus | undefined)[] = [];
	return {
		set: (index, status, note = "") => {
			if (known[index] === status) return;
			known[index] = status;
			const more = note === "" ? "" : `  ${note}`;
			output.write(`${MARKS[status]} ${items[index]?.name}  ${status}${more}\n`);
		},
		end: () => {},
	};
}

/**
 * Lines that are drawn over. Jobs that ended are written once, above them, and stay in the scrollback. Lines are cut to the
 * terminal's width, so that each takes one row, and there are fewer of them than rows.
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
		const active = [...running].slice(0, room - 1).map(([index, note]) => formatLine("running", index, note));
		const next = [...active, totalLine(ended.size, items.length, running.size, width)].map((line) =>
			cutLine(line, width),
		);
		// In a terminal that became narrower the old lines take more rows now.
		const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width + 1))), 0);
		const back = rows > 1 ? `\u001b[${rows - 1}A` : "";
		const lines = [...finished.map((line) => cutLine(line, width)), ...next];
		// Each line is erased by itself: erased at once, some terminals keep them in the scrollback.
		const text = lines.map((line) => `${line}\u001b[K`).join("\n");
		output.write(`${drawn.length === 0 ? "" : `\r${back}`}${text}\u001b[J`);
		finished = [];
		drawn = next;
	};
	const formatLine = (status: ItemStatus, index: number, note: string) =>
		`${MARKS[status]} ${items[index]?.name}  ${note === "" ? status : note}`;
	const scheduleDraw = () => {
		timer ??= setTimeout(draw, REDRAW_MS);
	};
	output.on?.("resize", draw);
	return {
		set: (index, status, note = "") => {
			if (isOver) return;
			if (status === "running") running.set(index, note);
			else running.delete(index);
			if (status !== "running" && status !== "queued" && !ended.has(index)) {
				ended.set(index, status);
				finished.push(formatLine(status, index, note === "" ? status : `${status}  ${note}`));
			}
			scheduleDraw();
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

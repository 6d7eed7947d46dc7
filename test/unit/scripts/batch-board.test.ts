import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBoard } from "../../../scripts/batch-command/board.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const items = Array.from({ length: 30 }, (_, index) => ({ name: `video-${index}` }));

/** A terminal as far as the board uses one; `written` is taken with each look. */
function terminal(columns: number, rows: number) {
	let written = "";
	let onResize = () => {};
	const output = {
		...{ isTTY: true, columns, rows },
		write: (text: string) => {
			written += text;
		},
		on: (_: "resize", listener: () => void) => {
			onResize = listener;
		},
		off: () => {
			onResize = () => {};
		},
	};
	const look = () => {
		vi.advanceTimersByTime(1000);
		const text = written;
		written = "";
		return text;
	};
	const resize = (to: object) => {
		Object.assign(output, to);
		onResize();
	};
	return { output, look, resize };
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const plain = (text: string) => text.replaceAll(/\u001b\[[0-9]*[A-Z]|\r/g, "").split("\n");

describe("a board", () => {
	test("writes a plain line for each change of status without a terminal", () => {
		let written = "";
		const board = createBoard({ write: (text) => (written += text) }, items);
		board.set(0, "running", "render 1 %");
		board.set(0, "running", "render 2 %");
		board.set(0, "completed", "1.00 CPU s");
		board.end();
		expect(written).toBe("▸ video-0  running  render 1 %\n✓ video-0  completed  1.00 CPU s\n");
	});

	test("keeps live lines for running jobs and a total, and writes ended jobs once above them", () => {
		const { output, look } = terminal(80, 24);
		const board = createBoard(output, items);
		board.set(0, "running", "render 10 %");
		board.set(1, "running", "render 20 %");
		expect(plain(look())).toEqual([
			"▸ video-0  render 10 %",
			"▸ video-1  render 20 %",
			"░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 30, 2 running",
		]);
		board.set(0, "completed", "1.00 CPU s");
		const next = look();
		expect(next.startsWith("\r\u001b[2A")).toBe(true);
		expect(plain(next)).toEqual([
			"✓ video-0  completed  1.00 CPU s",
			"▸ video-1  render 20 %",
			"█░░░░░░░░░░░░░░░░░░░░░░░ 1 of 30, 1 running",
		]);
		board.end();
		board.end();
		expect(plain(look()).filter((line) => line.startsWith("✓"))).toEqual([]);
	});

	test("fits the rows, cuts its lines, and draws over lines that a narrower terminal broke", () => {
		const { output, look, resize } = terminal(60, 6);
		const board = createBoard(output, items);
		for (let index = 0; index < 10; index++) board.set(index, "running", "x".repeat(100));
		const lines = plain(look());
		expect(lines).toHaveLength(4);
		expect(lines.every((line) => [...line].length <= 59)).toBe(true);
		resize({ columns: 30 });
		// Three lines of 59 and one of 44 take two rows each, of 30 columns.
		expect(look().startsWith("\r\u001b[7A")).toBe(true);
		board.end();
	});
});

import { describe, expect, test } from "vitest";
import { createBoard } from "../../../scripts/batch-command/board.ts";
import { barLine, createStepReporter } from "../../../scripts/cli/progress-bar.ts";

/** What a terminal of that width shows: rows, the last of which is drawn over by what follows a carriage return. */
function shown(
	columns: number,
	use: (output: object & { write: (text: string) => unknown }) => void,
): string[] {
	const rows = [""];
	const write = (text: string) => {
		// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
		for (const part of text.replaceAll(/\u001b\[2K/g, "\u0000").split(/(\r|\n|\u0000)/)) {
			if (part === "\n") rows.push("");
			else if (part === "\u0000") rows[rows.length - 1] = "";
			else if (part !== "\r") rows[rows.length - 1] += part;
		}
	};
	use({ isTTY: true, columns, write } as never);
	return rows.flatMap((row) => (row === "" ? [""] : (row.match(new RegExp(`.{1,${columns}}`, "gu")) ?? [])));
}

describe("B13: the progress bar fits the terminal, and is redrawn in place", () => {
	test.each([10, 20, 40, 65, 66, 120])("at %i columns", (columns) => {
		const rows = shown(columns, (output) => {
			const reporter = createStepReporter(output);
			reporter.step("Render");
			for (let frames = 0; frames <= 5400; frames += 100)
				reporter.progress(frames / 5400, `${frames} of 5400 frames, ${5400 - frames} s left`);
			reporter.end();
		});
		expect(rows).toHaveLength(2);
		expect(rows[0]?.length).toBeLessThan(columns);
	});

	test("the bar is shortened before the note is", () => {
		expect(barLine("Render", 0.5, "45 of 90 frames", 79)).toBe(
			`Render ${"█".repeat(14)}${"░".repeat(14)} 45 of 90 frames`,
		);
		expect(barLine("Render", 0.5, "45 of 90 frames", 33)).toBe("Render █████░░░░░ 45 of 90 frames");
		expect(barLine("Render", 0.5, "45 of 90 frames", 25)).toBe("Render 45 of 90 frames");
		expect(barLine("Render", 0.5, "45 of 90 frames", 19)).toBe("Render 45 of 90 fr…");
	});

	test("a batch's total too", () => {
		const rows = shown(20, (output) => createBoard(output as never, [{ name: "a" }]).end());
		// With what wipes the rest of the screen behind it.
		expect(rows.join("").replaceAll("\u001b[K", "").replaceAll("\u001b[J", "")).toBe("0 of 1, 0 running");
	});
});

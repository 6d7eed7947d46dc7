import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { FREQUENT_EMOJI } from "../../../../../shared/video/layout/keyboard/frequent-emoji.ts";

const UNICODE = createRequire(import.meta.url).resolve("@fontsource/noto-color-emoji/unicode.json");

test("the emoji of the first page are in one file of the font, each once, and as many as the page has", async () => {
	const files: Record<string, string> = JSON.parse(await readFile(UNICODE, "utf8"));
	const holdsAll = Object.values(files).filter((ranges) => {
		const inRange = (emoji: string) =>
			ranges.split(",").some((range) => {
				const [from = "", to = from] = range.trim().replace("U+", "").split("-");
				const point = emoji.codePointAt(0) ?? 0;
				return point >= Number.parseInt(from, 16) && point <= Number.parseInt(to, 16);
			});
		return FREQUENT_EMOJI.every(inRange);
	});
	expect(holdsAll.length).toBeGreaterThanOrEqual(1);
	expect(new Set(FREQUENT_EMOJI).size).toBe(40);
});

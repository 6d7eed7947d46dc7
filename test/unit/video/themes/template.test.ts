import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lagoon } from "../../../fixtures/themes/lagoon.ts";
import { blockOf } from "../../../helpers/documents.ts";
import { find, layOut } from "../../../helpers/lay-out.ts";

const FILE = join(import.meta.dirname, "../../../fixtures/themes/lagoon.ts");

test("the theme that the page for authors shows is a theme, as it stands there", () => {
	const shown = readFileSync(FILE, "utf8").replaceAll("../../../shared/video/themes/", "./");
	expect(blockOf("docs/themes.md", "ts template")).toBe(shown);
});

test("it draws a chat with its own tail, times and ticks", () => {
	const messages = [
		{ sender: "you", text: "one\ntwo" },
		{ sender: "them", text: "three" },
	];
	const shown = [
		{ kind: "shown", entry: 0, time: "9:41" },
		{ kind: "receipt", entry: 0, receipt: "read" },
		{ kind: "shown", entry: 1, time: "9:42" },
	] as const;
	const video = { width: lagoon.basisPt, height: 844 };
	const end = layOut({ messages, video }, shown, { theme: lagoon }).rests.at(-1);
	const own = find(end, "message-0/bubble");
	expect(own?.sprite.shapes.map((shape) => (shape.kind === "path" ? shape.fill : shape.kind))).toEqual([
		"#a8e6d8",
		...["text", "text", "text", "#0077a3", "#0077a3"],
	]);
	// Three round corners, and the tail at the fourth.
	const [body] = own?.sprite.shapes ?? [];
	expect(body?.kind === "path" && body.d.match(/A14 14/g)).toHaveLength(3);
});

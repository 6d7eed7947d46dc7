import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createCanvas, GlobalFonts } from "../../shared/video/node/fonts/canvas.ts";
import { convertToOpenType } from "../../shared/video/node/fonts/woff.ts";
import { fontFiles } from "../helpers/fonts.ts";

// Here and not among the unit tests, which share a process: canvas mixes up fonts of one name when one of them is removed.
test("an emoji looks as canvas draws it from the file as it is delivered", () => {
	const file = fontFiles({ han: null, isUrdu: false }).find(
		({ family, cmap }) => family === "noto-color-emoji" && cmap().has(0x1f602),
	);
	if (file === undefined) throw new Error("no font has 😂");
	GlobalFonts.registerFromPath(file.location, "as delivered");
	GlobalFonts.register(convertToOpenType(readFileSync(file.location)), "as OpenType");
	const drawn = draw("as OpenType");
	expect(new Set(drawn).size).toBeGreaterThan(30);
	expect(drawn.equals(draw("as delivered"))).toBe(true);
});

function draw(family: string): Buffer {
	const context = createCanvas(64, 64).getContext("2d");
	context.font = `48px "${family}"`;
	context.fillText("😂", 2, 50);
	return Buffer.from(context.getImageData(0, 0, 64, 64).data);
}

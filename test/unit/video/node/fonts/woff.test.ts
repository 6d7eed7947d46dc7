import { readFileSync } from "node:fs";
import { create, type Font } from "fontkit";
import { describe, expect, test } from "vitest";
import {
	convertToOpenType,
	slimWoff,
	unpack,
	woffTables,
} from "../../../../../shared/video/node/fonts/woff.ts";
import { fontFiles } from "../../../../helpers/fonts.ts";

const all = fontFiles({ han: "jp", isUrdu: false });
const files = all.filter(({ location }) => location.endsWith(".woff"));
const emoji = files.filter(({ family }) => family === "noto-color-emoji");
const original = ({ location }: (typeof files)[number]) => readFileSync(location);

describe.each(files.map((file) => [file.alias, file] as const))("%s", (_, file) => {
	test("as OpenType has the tables that canvas uses, byte by byte, and another reader takes it", () => {
		const woff = original(file);
		const font = convertToOpenType(woff);
		expect(tablesOfOpenType(font)).toEqual(tablesOfWoff(woff));
		expect(fontOf(font).numGlyphs).toBe(fontOf(woff).numGlyphs);
	});

	test("made slim for the bundle is the same font", () => {
		const slim = slimWoff(original(file));
		expect(convertToOpenType(slim).equals(convertToOpenType(original(file)))).toBe(true);
		expect(fontOf(slim).characterSet).toEqual(fontOf(original(file)).characterSet);
		expect(slim.readUInt32BE(8)).toBe(slim.length);
	});
});

test("the pictures of emoji as SVG are most of their fonts, and left out", () => {
	expect(emoji.length).toBeGreaterThan(10);
	const bytesOf = (pick: (woff: Buffer) => Buffer) =>
		emoji.reduce((sum, file) => sum + pick(original(file)).length, 0);
	expect(bytesOf(slimWoff)).toBeLessThan(0.5 * bytesOf((woff) => woff));
});

function fontOf(file: Buffer): Font {
	const font = create(file);
	if (!("characterSet" in font)) throw new Error("a collection");
	return font;
}

function tablesOfWoff(woff: Buffer): Record<string, string> {
	const used = woffTables(woff).filter(({ tag }) => tag !== "SVG ");
	return Object.fromEntries(used.map((table) => [table.tag, unpack(table).toString("base64")]));
}

/** OpenType 1.9.1, "Table directory": a tag, a checksum, a place and a length in sixteen bytes each. */
function tablesOfOpenType(font: Buffer): Record<string, string> {
	const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
		const entry = 12 + 16 * index;
		const at = font.readUInt32BE(entry + 8);
		expect(at % 4).toBe(0);
		const table = font.subarray(at, at + font.readUInt32BE(entry + 12));
		return [font.toString("latin1", entry, entry + 4), table.toString("base64")];
	});
	return Object.fromEntries(tables);
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ChatreelError, describeSystemError } from "../../../core/errors.ts";
import { once } from "../../../core/once.ts";
import { EMOJI } from "../../text/font-catalogue.ts";
import type { FontFile } from "../../text/font-library.ts";
import { findPrefix } from "../../text/text-pieces.ts";
import { graphics } from "../graphics.ts";
import { bundledEmojiFont } from "./font-place.ts";
import { type Cmap, openFontTables, readCmap } from "./font-tables.ts";

const known = new Map<string, FontFile>();

/**
 * The operator's emoji: the font in the bundle, else the one at `path`. Undefined without either. The file is read when it is first
 * asked for; then, one that is no font throws DEPENDENCY_ERROR.
 */
export function findOwnEmoji(path: string | undefined): FontFile | undefined {
	const location = bundledEmojiFont() ?? path;
	if (location === undefined) return undefined;
	const font = known.get(location) ?? openOwnEmoji(location);
	known.set(location, font);
	return font;
}

function openOwnEmoji(location: string): FontFile {
	const name = createHash("sha256").update(location).digest("hex").slice(0, 16);
	const file = {
		alias: `chatreel own emoji ${name}`,
		family: EMOJI,
		/** Before Noto's files. */
		index: -1,
		location,
		variation: "normal",
		isFor: () => true,
		cmap: once(() => readCodePoints(location)),
	};
	const measure = once(() => {
		graphics.loadFont(file);
		const context = graphics.createCanvas(1, 1).getContext("2d");
		context.font = `100px "${file.alias}"`;
		return (text: string) => context.measureText(text).width;
	});
	return { ...file, joins: (emoji) => isOnePicture(emoji, file.cmap(), measure()) };
}

/**
 * Whether the font has one picture for an emoji of several code points: it is no wider than others then. What it lacks it would draw as
 * its parts, while Noto may have it. Fonts write down what they join in two ways (the tables GSUB and morx), and canvas knows both.
 */
function isOnePicture(emoji: string, cmap: Cmap, measure: (text: string) => number): boolean {
	const codePoints = [...emoji].filter((character) => !/[\ufe0f\u200d]/u.test(character));
	if (codePoints.length === 1) return true;
	const alone = [...codePoints, "😀"].filter((character) => cmap.has(character.codePointAt(0) ?? 0));
	const widest = Math.max(...alone.map(measure));
	const prefix = findPrefix(emoji);
	return measure(prefix + emoji) - (prefix === "" ? 0 : measure(prefix)) < 1.5 * widest;
}

function readCodePoints(location: string): Cmap {
	try {
		const cmap = openFontTables(readFileSync(location))("cmap");
		if (cmap === undefined) throw new RangeError("expected a cmap table");
		return readCmap(cmap);
	} catch (error) {
		throw unreadable(location, error);
	}
}

function unreadable(location: string, cause: unknown): ChatreelError {
	const reason = cause instanceof RangeError ? cause.message : describeSystemError(cause);
	const message = `The emoji font ${location} cannot be used: ${reason}. EMOJI_FONT names a TrueType, OpenType or WOFF file.`;
	return new ChatreelError("DEPENDENCY_ERROR", message, { cause });
}

import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEmojiFont } from "../../../../scripts/build/emoji-font.ts";
import { runPreflight } from "../../../../shared/app/preflight.ts";
import { toChatreelError } from "../../../../shared/core/errors.ts";
import { readFunctionVariables } from "../../../../shared/platform/node/env.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { createCanvas } from "../../../../shared/video/node/fonts/canvas.ts";
import { fontsOnDisk } from "../../../../shared/video/node/fonts/font-files.ts";
import { findOwnEmoji } from "../../../../shared/video/node/fonts/own-emoji.ts";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { createNodeMachine } from "../../../../shared/video/node/node-machine.ts";
import { planFilm } from "../../../../shared/video/plan-film.ts";
import { chooseEmoji } from "../../../../shared/video/text/own-emoji.ts";
import { registerFonts } from "../../../../shared/video/text/register-fonts.ts";
import { createTypesetter } from "../../../../shared/video/text/typesetter.ts";
import { DEBIAN_EMOJI, HAS_DEBIAN_EMOJI } from "../../../helpers/debian-emoji.ts";
import { fillBlack } from "../../../helpers/fonts.ts";

const STYLE = { sizePx: 40, weight: 400 } as const;
const own = parseConversation({ theme: { emoji: "own" }, messages: [{ sender: "you", text: "Hi 😀" }] });

let dir = "";
beforeAll(async () => {
	dir = await mkdtemp(join(tmpdir(), "own-emoji-"));
});
afterAll(() => rm(dir, { recursive: true }));

const errorOf = (work: () => unknown) =>
	Promise.resolve()
		.then(work)
		.then(() => null, toChatreelError);

/** The Latin part of Inter: a font, if not of emoji. */
const interPath = () => fontsOnDisk.listFiles(INTER)[0]?.location ?? "";
const INTER = {
	name: "inter",
	packageName: "@fontsource-variable/inter",
	subsets: ["latin"],
	fileOf: (subset: string) => `files/inter-${subset}-wght-normal.woff2`,
};

describe.skipIf(!HAS_DEBIAN_EMOJI)("emoji of the operator's font", () => {
	const ownEmoji = findOwnEmoji(DEBIAN_EMOJI);
	const fonts = chooseEmoji({ ...fontsOnDisk, ownEmoji }, "own");
	const fileOf = (grapheme: string) =>
		registerFonts([grapheme], { graphics, fonts })
			.choose(grapheme)
			.parts.map(({ file }) => file?.alias);
	const isOwn = (alias = "") => alias.startsWith("chatreel own emoji ");

	test.each(["😀", "❤️", "❤️‍🔥", "🏳️‍🌈", "👩🏽‍🚀", "👨‍👩‍👧", "🇩🇪", "1️⃣", "👍🏽"])(
		"draw %s, as one sign",
		(emoji) => {
			expect(fileOf(emoji).map(isOwn)).toEqual([true]);
			const { measure } = createTypesetter(registerFonts([emoji, "😀"], { graphics, fonts }), graphics);
			expect(measure(emoji, STYLE)).toBeCloseTo(measure("😀", STYLE), 1);
		},
	);

	test("leave to Noto what they lack, and to text what is text", () => {
		// Of Unicode 16, which this package is older than.
		expect(fileOf("🫩").map(isOwn)).toEqual([false]);
		expect(fileOf("🫩")).not.toEqual([undefined]);
		for (const text of ["a", "1", "❤\ufe0e", "你"]) expect(fileOf(text).map(isOwn), text).toEqual([false]);
	});

	test("leave to Noto what they would draw as its parts", () => {
		expect(ownEmoji?.joins?.("👩‍👨")).toBe(false);
		expect(fileOf("👩‍👨").map(isOwn)).toEqual([false]);
	});

	test("are what is drawn, in colour, and are not Noto's own drawing", () => {
		const pixelsOf = (library: typeof fonts) => {
			const context = createCanvas(60, 60).getContext("2d");
			const typesetter = createTypesetter(registerFonts(["😀"], { graphics, fonts: library }), graphics);
			const place = { direction: "ltr", xPx: 4, baselinePx: 48 } as const;
			fillBlack(typesetter, context, { text: "😀", style: STYLE, ...place });
			return [...new Uint32Array(context.getImageData(0, 0, 60, 60).data.buffer)];
		};
		const [ofOperator, ofNoto] = [pixelsOf(fonts), pixelsOf(fontsOnDisk)];
		expect(new Set(ofOperator).size).toBeGreaterThan(100);
		expect(ofOperator.filter((pixel, at) => pixel !== ofNoto[at]).length).toBeGreaterThan(500);
	});

	test("are those of a conversation that asks for them alone", () => {
		const library = { ...fontsOnDisk, ownEmoji };
		for (const emoji of ["noto", undefined] as const) expect(chooseEmoji(library, emoji)).toBe(library);
	});

	test("make a film without a warning", async () => {
		const { graphics: canvas, fonts: all } = createNodeMachine({ emojiFont: DEBIAN_EMOJI });
		const { warnings } = await planFilm(own, { graphics: canvas, fonts: all });
		expect(warnings).toEqual([]);
	});

	test("do not fit into a function's bundle as they are, which says their size", async () => {
		const error = await errorOf(() => readEmojiFont(DEBIAN_EMOJI));
		expect(error?.kind).toBe("DEPENDENCY_ERROR");
		expect(error?.message).toMatch(/has 1\d\.\d MB; .* room for 9\.0 MB/);
	});
});

test("a conversation that asks for emoji that nobody brought is refused at its place", async () => {
	const { graphics: canvas, fonts } = createNodeMachine();
	const error = await errorOf(() => planFilm(own, { graphics: canvas, fonts }));
	expect(error?.kind).toBe("INVALID_INPUT");
	expect(error?.details).toEqual({
		faults: [
			{
				pointer: "/theme/emoji",
				message: `theme.emoji: expected noto, because the operator brought no font, allowed: "noto", received "own"`,
				expected: "noto, because the operator brought no font",
				allowed: '"noto"',
				received: '"own"',
			},
		],
		faultCount: 1,
	});
});

describe.each([
	["a missing file", () => join(dir, "missing.ttf")],
	["a file that is no font", () => join(dir, "none.ttf")],
])("%s as the emoji font", (_, pathOf) => {
	beforeAll(() => writeFileSync(join(dir, "none.ttf"), "no font, but some text"));

	test("is a DEPENDENCY_ERROR that names it, when it is asked for", async () => {
		const { graphics: canvas, fonts } = createNodeMachine({ emojiFont: pathOf() });
		const error = await errorOf(() => planFilm(own, { graphics: canvas, fonts }));
		expect(error?.kind).toBe("DEPENDENCY_ERROR");
		expect(error?.message).toContain(pathOf());
	});

	test("fails the preflight", async () => {
		const env = { FFMPEG_PATH: undefined, MIN_FREE_DISK_GIB: 0, MIN_FREE_MEMORY_GIB: 0 };
		const results = await runPreflight({ ...env, EMOJI_FONT: pathOf() });
		const fonts = results.find(({ name }) => name === "fonts");
		expect([fonts?.status, fonts?.output]).toEqual(["fail", expect.stringContaining(pathOf())]);
	});

	test("is not packed", async () => {
		expect((await errorOf(() => readEmojiFont(pathOf())))?.kind).toBe("DEPENDENCY_ERROR");
	});
});

test("a font that is small enough is packed beside the others, under its ending; none is packed without one", () => {
	expect(readEmojiFont(interPath()).map(([path]) => path)).toEqual([join("fonts", "own-emoji.woff2")]);
	expect(readEmojiFont(undefined)).toEqual([]);
});

test("functions are not told a path of the operator's machine", () => {
	expect(readFunctionVariables({ EMOJI_FONT: "/home/me/emoji.ttf", QUOTA_HOURS: "3" })).toEqual({
		QUOTA_HOURS: "3",
	});
});

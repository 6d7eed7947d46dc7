import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatLength } from "../../../../../shared/video/layout/message/voice-length.ts";
import { makeWaveform } from "../../../../../shared/video/layout/message/waveform.ts";
import type { Shape } from "../../../../../shared/video/scene/scene.ts";
import { type ThemeName, themeNames, themes } from "../../../../../shared/video/themes/themes.ts";
import { find, layOut } from "../../../../helpers/lay-out.ts";
import { toyTheme } from "../../../../helpers/toy-theme.ts";

describe("the length of a voice note", () => {
	test.each([
		[0.1, "0:01"],
		[12, "0:12"],
		[12.4, "0:12"],
		[59.6, "1:00"],
		[61, "1:01"],
		[3599, "59:59"],
	])("of %d s is %s", (seconds, text) => {
		expect(formatLength(seconds)).toBe(text);
	});
});

describe("a waveform", () => {
	const arbitrary = [
		fc.string(),
		fc.double({ min: 0.1, max: 3599, noNaN: true }),
		fc.integer({ min: 1, max: 90 }),
	] as const;

	test("has so many levels from 0 to 1, the loudest of them 1, and is the same for the same note", () => {
		fc.assert(
			fc.property(...arbitrary, (seed, seconds, count) => {
				const levels = makeWaveform(seed, seconds, count);
				expect(levels).toHaveLength(count);
				expect(Math.min(...levels)).toBeGreaterThanOrEqual(0);
				expect(Math.max(...levels)).toBe(1);
				expect(makeWaveform(seed, seconds, count)).toEqual(levels);
			}),
		);
	});

	test("looks like speech: words of several levels, and breaths between them", () => {
		for (const seconds of [2, 12, 60, 600]) {
			const levels = makeWaveform(`a note of ${seconds} s`, seconds, 60);
			const breaths = levels.filter((level) => level < 0.15).length;
			expect(breaths).toBeGreaterThanOrEqual(4);
			expect(breaths).toBeLessThanOrEqual(25);
			const words = levels
				.map((level) => (level < 0.15 ? " " : "|"))
				.join("")
				.split(/ +/);
			expect(Math.max(...words.map((word) => word.length))).toBeGreaterThanOrEqual(3);
		}
	});

	test("is another for another note", () => {
		expect(makeWaveform("0 12", 12, 40)).not.toEqual(makeWaveform("1 12", 12, 40));
	});
});

const video = { width: 780, height: 1688 };

function drawn(
	theme: typeof toyTheme,
	messages: readonly object[],
	options: { readonly direction?: "ltr" | "rtl" } = {},
) {
	const chat = { contact: { name: "Maya" }, messages, video };
	const times = messages.map((_, entry) => ({ kind: "shown", entry, time: "9:41" }) as const);
	const { rests, messages: boxes } = layOut(chat, times, { theme, ...options });
	return messages.map((_, entry) => {
		const placed =
			find(rests.at(-1), `message-${entry}/bubble`) ?? find(rests.at(-1), `message-${entry}/row`);
		const box = boxes.find((each) => each.entry === entry);
		if (placed === undefined || box === undefined) throw new Error("expected a frame");
		return { shapes: placed.sprite.shapes, frame: box.frame, xPx: placed.xPx };
	});
}

const textsOf = (shapes: readonly Shape[]) =>
	shapes.flatMap((shape) => (shape.kind === "text" ? [shape.spans.map(({ text }) => text).join("")] : []));
/** Round bars and discs of a colour, by their edges. */
const partsOf = (shapes: readonly Shape[], fill: string, pattern: RegExp) =>
	shapes.flatMap((shape) => {
		const found = shape.kind === "path" && shape.fill === fill ? pattern.exec(shape.d) : null;
		if (found === null) return [];
		const [x = 0, width = 0, radius = 0] = found.slice(1).map(Number);
		return [{ xPx: x - radius, widthPx: width + 2 * radius }];
	});
const barsOf = (shapes: readonly Shape[], fill: string) => partsOf(shapes, fill, /^M(\S+) \S+h(\S+)a(\S+) /);
const discsOf = (shapes: readonly Shape[], fill: string) =>
	partsOf(shapes, fill, /^M(\S+) \S+a\S+ \S+ 0 1 0 (\S+) /);

describe.each(themeNames)("in %s a voice note", (name) => {
	test("shows its length, and a longer one is no narrower", () => {
		const [short, long] = drawn(themes[name], [
			{ sender: "them", voice: { seconds: 3 } },
			{ sender: "them", voice: { seconds: 75 } },
		]);
		expect(textsOf(short?.shapes ?? [])).toContain("0:03");
		expect(textsOf(long?.shapes ?? [])).toContain("1:15");
		expect(long?.frame.widthPx).toBeGreaterThanOrEqual(short?.frame.widthPx ?? 0);
	});

	test("is gone when its message is deleted", () => {
		const chat = { contact: { name: "Maya" }, messages: [{ sender: "you", voice: { seconds: 3 } }], video };
		const changes = [
			{ kind: "shown", entry: 0 },
			{ kind: "deleted", entry: 0 },
		] as const;
		const end = layOut(chat, changes, { theme: themes[name] }).rests.at(-1);
		const shapes = end?.layers.flatMap(({ placements }) => placements.flatMap(({ sprite }) => sprite.shapes));
		expect(textsOf(shapes ?? [])).not.toContain("0:03");
	});

	test("has emoji under it in its frame", () => {
		const [note] = drawn(themes[name], [{ sender: "them", voice: { seconds: 3 }, text: "😂" }]);
		expect(textsOf(note?.shapes ?? [])).toEqual(expect.arrayContaining(["0:03", "😂"]));
	});
});

const ROW: ThemeName = "whatsapp";
const WAVE = "#0a10144d";

describe.each(["ltr", "rtl"] as const)("%s: in WhatsApp", (direction) => {
	const [theirs, own] = drawn(
		themes[ROW],
		[
			{ sender: "them", voice: { seconds: 9 } },
			{ sender: "you", voice: { seconds: 9 } },
		],
		{ direction },
	);
	const isLtr = direction === "ltr";

	test("the bars stand side by side in the frame, on the side away from who speaks", () => {
		for (const [note, isAfter] of [
			[theirs, !isLtr],
			[own, isLtr],
		] as const) {
			const bars = barsOf(note?.shapes ?? [], WAVE).toSorted((a, b) => a.xPx - b.xPx);
			expect(bars.length).toBeGreaterThan(30);
			for (const [at, bar] of bars.entries()) {
				const next = bars[at + 1];
				if (next !== undefined) expect(next.xPx - bar.xPx - bar.widthPx).toBeCloseTo(4, 1);
			}
			const middlePx = ((bars[0]?.xPx ?? 0) + (bars.at(-1)?.xPx ?? 0)) / 2 + (note?.xPx ?? 0);
			const frameMiddlePx = (note?.frame.xPx ?? 0) + (note?.frame.widthPx ?? 0) / 2;
			expect(middlePx > frameMiddlePx).toBe(isAfter);
		}
	});

	test("the time of theirs ends before their avatar", () => {
		const time = theirs?.shapes.find((shape) => shape.kind === "text" && shape.spans[0]?.text === "9:41");
		const bars = barsOf(theirs?.shapes ?? [], WAVE).map(({ xPx, widthPx }) => [xPx, xPx + widthPx] as const);
		if (time?.kind !== "text") throw new Error("expected a time");
		const [leftPx, rightPx] = [
			Math.min(...bars.map(([left]) => left)),
			Math.max(...bars.map(([, right]) => right)),
		];
		// A bar and a gap are 8 px.
		if (isLtr) expect(Math.abs(time.xPx + time.widthPx - rightPx)).toBeLessThan(9);
		else expect(Math.abs(time.xPx - leftPx)).toBeLessThan(9);
	});
});

/** Its bubbles leave a text less room than a note needs. */
const narrow: typeof toyTheme = {
	...toyTheme,
	message: { ...toyTheme.message, own: { ...toyBubble(), widest: { mostPt: 60 } } },
};

function toyBubble() {
	const { own } = toyTheme.message;
	if (own.kind !== "bubble") throw new Error("expected bubbles of one's own");
	return own;
}

test("nothing of a voice note reaches out of its frame, in any look, of any length", () => {
	// By name: a counterexample is written out.
	const anyLook = fc.constantFrom(...themeNames, "toy" as const, "narrow" as const);
	fc.assert(
		fc.property(
			anyLook,
			fc.constantFrom("ltr", "rtl"),
			fc.constantFrom("you", "them"),
			fc.double({ min: 0.1, max: 3599, noNaN: true }),
			fc.constantFrom(undefined, "Hi", "a longer text under it, which takes a few lines of its bubble"),
			(look, direction, sender, seconds, text) => {
				const theme = look === "toy" ? toyTheme : look === "narrow" ? narrow : themes[look];
				const [note] = drawn(theme, [{ sender, voice: { seconds }, ...(text !== undefined && { text }) }], {
					direction,
				});
				if (note === undefined) throw new Error("expected a note");
				const { frame, shapes, xPx } = note;
				for (const shape of shapes) {
					if (shape.kind !== "text") continue;
					expect(xPx + shape.xPx).toBeGreaterThanOrEqual(frame.xPx - 1);
					expect(xPx + shape.xPx + shape.widthPx).toBeLessThanOrEqual(frame.xPx + frame.widthPx + 1);
				}
				for (const fill of Object.values(theme.voice[sender === "you" ? "own" : "theirs"])) {
					const tone = typeof fill === "string" ? fill : fill.light;
					for (const part of [...barsOf(shapes, tone), ...discsOf(shapes, tone)]) {
						expect(xPx + part.xPx).toBeGreaterThanOrEqual(frame.xPx - 1);
						expect(xPx + part.xPx + part.widthPx).toBeLessThanOrEqual(frame.xPx + frame.widthPx + 1);
					}
				}
			},
		),
		{ numRuns: 150 },
	);
});

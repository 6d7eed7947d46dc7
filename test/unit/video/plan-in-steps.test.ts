import { expect, test } from "vitest";
import type { RunSteps } from "../../../shared/core/steps.ts";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import type { Context2d, Graphics } from "../../../shared/video/graphics.ts";
import { planVideo } from "../../../shared/video/plan-video.ts";
import { evenGraphics, quoteMachine } from "../../helpers/measure.ts";

const of = (letter: (index: number) => string) =>
	Array.from({ length: 20 }, (_, message) => ({
		sender: "you",
		text: Array.from({ length: 500 }, (__, at) => letter(500 * message + at)).join(""),
	}));
const from = (first: number, count: number) => (index: number) =>
	String.fromCodePoint(first + (index % count));

/** Calls `onMeasure` with each text that is measured. */
function notingGraphics(onMeasure: (text: string) => void): Graphics {
	return {
		...evenGraphics,
		createCanvas: (...size) => {
			const canvas = evenGraphics.createCanvas(...size);
			const context = canvas.getContext("2d");
			const measureText: Context2d["measureText"] = (text) => {
				onMeasure(text);
				return evenly(text);
			};
			const evenly = context.measureText;
			return { ...canvas, getContext: () => Object.assign(context, { measureText }) };
		},
	};
}

/** What is measured for the first time takes up to 0.2 ms: so many are 10 ms. */
const MOST_MEASURED = 50;

test.each([
	["different letters of Han", of(from(0x4e00, 10_000))],
	["words of Hangul without a space", of(from(0xac00, 10_000))],
	[
		"one word of letters with marks",
		of((index) => `${String.fromCharCode(97 + (index % 26))}${String.fromCodePoint(0x300 + (index % 100))}`),
	],
	[
		"lines of a letter",
		of((index) => (index % 2 === 0 ? "W" : "\n")).map(({ sender, text }) => ({ sender, text: text.trim() })),
	],
	["words", of((index) => (index % 6 === 0 ? " " : String.fromCharCode(97 + ((index * 7) % 26))))],
])("no step of a plan of %s measures many new texts", async (_, messages) => {
	const conversation = parseConversation({ messages, sound: false });
	const known = new Set<string>();
	let [measured, most, count] = [0, 0, 0];
	const graphics = notingGraphics((text) => {
		// A line of letters that are known by themselves is put together from them.
		for (const letter of text) {
			if (!known.has(letter)) measured += 1;
			known.add(letter);
		}
	});
	const runSteps: RunSteps = async (steps) => {
		for (;;) {
			const { done, value } = steps.next();
			most = Math.max(most, measured);
			measured = 0;
			if (done === true) return value;
			count += 1;
		}
	};
	await planVideo(conversation, { ...quoteMachine, graphics }, { runSteps });
	expect(known.size).toBeGreaterThan(0);
	expect(most).toBeLessThanOrEqual(MOST_MEASURED);
	expect(count).toBeGreaterThan(1000);
});

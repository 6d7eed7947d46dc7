import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import type { MeasureText } from "../../../../shared/video/layout/scene.ts";
import { planRenderInSteps } from "../../../../shared/video/plan/plan-render.ts";
import { planTimeline } from "../../../../shared/video/timeline/plan-timeline.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

const of = (letter: (index: number) => string) =>
	Array.from({ length: 20 }, (_, message) => ({
		sender: "you",
		text: Array.from({ length: 500 }, (__, at) => letter(500 * message + at)).join(""),
	}));
const from = (first: number, count: number) => (index: number) =>
	String.fromCodePoint(first + (index % count));

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
])("no step of a plan of %s measures many new texts", (_, messages) => {
	const conversation = parseConversation({ messages, sound: false });
	const known = new Set<string>();
	let [measured, most, steps] = [0, 0, 0];
	const measure: MeasureText = (text, style) => {
		// A line of letters that are known by themselves is put together from them.
		for (const letter of text) {
			if (!known.has(letter)) measured += 1;
			known.add(letter);
		}
		return measureEvenly(text, style);
	};
	for (
		const plan = planRenderInSteps(conversation, planTimeline(conversation), measure, 0);
		plan.next().done !== true;
	) {
		most = Math.max(most, measured);
		measured = 0;
		steps += 1;
	}
	expect(most).toBeLessThanOrEqual(MOST_MEASURED);
	expect(steps).toBeGreaterThan(1000);
});

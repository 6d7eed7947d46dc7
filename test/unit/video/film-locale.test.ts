import { expect, test } from "vitest";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import { planFilm } from "../../../shared/video/plan-film.ts";
import type { Scene } from "../../../shared/video/scene/scene.ts";
import { find } from "../../helpers/lay-out.ts";
import { quoteMachine } from "../../helpers/measure.ts";

const plan = (settings: object) => {
	const messages = [{ sender: "you", text: "Hi", time: "21:45" }];
	return planFilm(parseConversation({ ...settings, messages }), quoteMachine);
};

const wordsOf = (scene: Scene | undefined) =>
	(scene?.layers ?? [])
		.flatMap(({ placements }) => placements.flatMap(({ sprite }) => sprite.shapes))
		.flatMap((shape) => (shape.kind === "text" ? shape.spans.map(({ text }) => text).join("") : []));

test("a phone speaks the language of the conversation, and its clock and dates are written so", async () => {
	const { layout } = await plan({ locale: "de", device: { date: "2026-11-23" } });
	expect(wordsOf(layout.rests[0])).toEqual(
		expect.arrayContaining(["21:45", "Mo. 23. Nov. um 21:45", "Zugestellt"]),
	);
	const english = await plan({});
	expect(wordsOf(english.layout.rests[0])).toEqual(
		expect.arrayContaining(["9:45", "Today 9:45\u00a0PM", "Delivered"]),
	);
});

test.each([
	["en-US", false],
	["ar", true],
	["he-IL", true],
	["fa", true],
])("a phone in %s is mirrored: %s", async (locale, isMirrored) => {
	const { layout } = await plan({ locale });
	const bubble = find(layout.rests[0], "message-0/bubble");
	expect((bubble?.xPx ?? Number.NaN) < layout.widthPx / 2).toBe(isMirrored);
});

test("a language that is not known is warned of, once", async () => {
	const { warnings } = await plan({ locale: "sv-SE" });
	expect(warnings).toEqual([
		{
			code: "LOCALE_NOT_KNOWN",
			message:
				"The phone has no words of sv-SE, and speaks English instead. It knows ar, de, en, es, fr, he, hi, it, ja, ko, pt, tr, zh.",
			pointer: "/locale",
		},
	]);
	expect((await plan({ locale: "pt-PT" })).warnings).toEqual([]);
	expect((await plan({})).warnings).toEqual([]);
});

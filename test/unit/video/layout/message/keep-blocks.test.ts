import fc from "fast-check";
import { expect, test } from "vitest";
import { parseConversation } from "../../../../../shared/video/conversation/parse.ts";
import { createKeptBlocks } from "../../../../../shared/video/layout/message/keep-blocks.ts";
import { fontsOnDisk } from "../../../../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../../../../shared/video/node/graphics.ts";
import { planChat, planMovement } from "../../../../../shared/video/plan-film.ts";
import { createFontKeeper } from "../../../../../shared/video/text/keep-fonts.ts";
import { arbitraryConversation } from "../../../../helpers/arbitrary-conversation.ts";
import { readExample } from "../../../../helpers/read-example.ts";

const machine = { graphics, fonts: fontsOnDisk };

/** As a page plans one story after the other. */
function createPlanning() {
	const [open, kept] = [createFontKeeper(), createKeptBlocks()];
	const plan = (value: unknown) => planChat(parseConversation(value), machine, { open, kept });
	return { plan, made: kept.made };
}

type Written = { messages: { text: string }[]; theme?: object };
const fifty = () => readExample("fifty-messages.json") as Written;

test("a letter more lays out the one message that has it", async () => {
	const { plan, made } = createPlanning();
	const story = fifty();
	await plan(story);
	const atFirst = made();
	expect(atFirst).toBeGreaterThanOrEqual(story.messages.length);
	await plan(story);
	expect(made()).toBe(atFirst);
	const typed = story.messages[24];
	if (typed === undefined) throw new Error("expected fifty messages");
	typed.text += "e";
	const { layout } = await plan(story);
	// As the last of all, and with the next under it.
	expect(made() - atFirst).toBeLessThanOrEqual(2);
	expect(layout.messages[24]?.lines.map(({ text }) => text).join("")).toMatch(/e$/);
});

test("another look, another width or a new person's name lays out all of them", async () => {
	const { plan, made } = createPlanning();
	const story = fifty();
	await plan(story);
	for (const changed of [
		{ ...story, theme: { name: "whatsapp" } },
		{ ...story, video: { width: 720, height: 1280 } },
		{ ...story, contact: { name: "Somebody else" } },
	]) {
		const before = made();
		await plan(changed);
		expect(made() - before).toBeGreaterThanOrEqual(story.messages.length);
	}
});

const drawn = arbitraryConversation({ messageCount: { min: 1, max: 4 }, timestamps: "none" });

test("a chat is laid out, and moves, the same whatever was laid out before it", async () => {
	await fc.assert(
		fc.asyncProperty(drawn, drawn, async (one, other) => {
			const { plan } = createPlanning();
			const edited = { ...one, messages: [...one.messages.slice(1), ...one.messages.slice(0, 1)] };
			for (const value of [one, edited, other, one]) {
				const conversation = parseConversation(value);
				const [kept, anew] = [await plan(value), await planChat(conversation, machine)];
				expect(kept.layout).toEqual(anew.layout);
				const films = [await planMovement(conversation, kept), await planMovement(conversation, anew)];
				expect(films[0]?.film).toEqual(films[1]?.film);
			}
		}),
		{ numRuns: 8 },
	);
});

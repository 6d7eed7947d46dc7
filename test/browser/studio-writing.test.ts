import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { checkScript } from "../../shared/video/conversation/read/check-script.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { openPage, openStudio } from "../helpers/studio.ts";
import { paste, pasteStory, readLuma } from "../helpers/studio-canvas.ts";

const OPERATIONS = [
	"write",
	"enter",
	"turn",
	"move up",
	"move down",
	"delete",
	"undo",
	"redo",
	"paste",
	"look",
	"script",
	"json",
] as const;
type Operation = { readonly kind: (typeof OPERATIONS)[number]; readonly row: number; readonly word: string };

/** Pasted, what has a name and a colon is a script with two people, who the story may not have. */
const operation = fc.record({
	kind: fc.constantFrom(...OPERATIONS),
	row: fc.nat(11),
	word: fc.constantFrom(
		...["Hello", "Are you there?", "naïve 😂", "ok", "not a name", "мир"],
		...["A: not a name", "a: Hi", '"Contact": Hi', '"me": Hi', "😂: naïve"],
	),
});

const rows = (page: Page) => page.locator(".rows textarea");
const show = (page: Page, view: string) => page.getByRole("radio", { name: view }).check({ force: true });
const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true }).first();

/** Of each row: who says it, and what. */
const readRows = (page: Page) =>
	page
		.locator(".rows [data-row]:not([data-ghost=true]) textarea")
		.evaluateAll((fields) =>
			fields.map((field) => [
				field.getAttribute("aria-label")?.replace(/^Message \d+ from /, ""),
				(field as HTMLTextAreaElement).value,
			]),
		);

async function readView(page: Page, view: "Script" | "JSON"): Promise<string> {
	await show(page, view);
	const text = page.getByRole("textbox", { name: view });
	// A script is written by the worker.
	if (view === "Script") await expect.poll(() => text.inputValue()).toContain(":");
	const value = await text.inputValue();
	await show(page, "Messages");
	return value;
}

/** Does one thing as a person does. Without rows it writes one. */
async function operate(page: Page, { kind, row, word }: Operation): Promise<void> {
	const field = rows(page).nth(row % (await rows(page).count()));
	switch (kind) {
		case "write":
			await field.focus();
			return page.keyboard.insertText(`${word} `);
		case "enter":
			await field.press("End");
			return page.keyboard.press("Enter");
		case "turn":
			return field.press("Tab");
		case "move up":
			return field.press("Alt+ArrowUp");
		case "move down":
			return field.press("Alt+ArrowDown");
		case "delete":
			await field.fill("");
			return page.keyboard.press("Backspace");
		case "undo":
			return page.keyboard.press("Control+z");
		case "redo":
			return page.keyboard.press("Control+y");
		case "paste":
			await field.focus();
			return paste(page, `${word}\nand ${word}`);
		case "look":
			return page
				.getByRole("radio", { name: row % 2 === 0 ? "WhatsApp" : "iMessage", exact: true })
				.check({ force: true });
		case "script":
		case "json":
			await show(page, kind === "json" ? "JSON" : "Script");
			return show(page, "Messages");
	}
}

const showsLast = (page: Page) => page.getByRole("img", { name: /: The last$/ }).waitFor();

/** Who sends each message, as its row says. */
function namesIn({ messages, people = [], contact }: Conversation): readonly (string | undefined)[] {
	return messages.map((entry) => {
		const { sender, from = sender } = { sender: undefined, from: undefined, ...entry };
		if (from === "you") return "You";
		return from === "them" ? contact.name : people.find(({ id }) => id === from)?.name;
	});
}

const readJson = async (page: Page): Promise<unknown> => JSON.parse(await readView(page, "JSON"));

describe.skipIf(!HAS_CHROMIUM)("writing in the studio", () => {
	let studio: Awaited<ReturnType<typeof openStudio>>;
	let browser: Browser;
	beforeAll(async () => {
		[studio, browser] = await Promise.all([openStudio(), launchChromium()]);
	});
	afterAll(async () => {
		await browser?.close();
		await studio?.close();
	});

	test("after forty operations rows, script, JSON and picture agree, and undoing all gives the beginning", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(operation, { minLength: 40, maxLength: 40, size: "max" }),
				async (operations) => {
					const { page, problems } = await openPage(browser, studio.address);
					await rows(page).first().fill("The first");
					for (const each of operations) await operate(page, each);
					// A row without words is no part of the script or the picture.
					await rows(page).last().fill("The last");

					const written = await readRows(page);
					const json = await readJson(page);
					const script = checkScript(await readView(page, "Script"));
					if (!script.ok) throw new Error(JSON.stringify(script.faults));
					const texts = written.map(([, text]) => text);
					const says = (value: { messages: readonly object[] }) =>
						value.messages.map((entry) => ("text" in entry ? String(entry.text) : ""));
					expect(says(json as { messages: object[] })).toEqual(texts);
					const filled = written.filter(([, text]) => text?.trim() !== "");
					expect(says(script.conversation)).toEqual(filled.map(([, text]) => text?.trim()));
					expect(namesIn(script.conversation)).toEqual(filled.map(([who]) => who));
					await showsLast(page);
					const messages = (json as { messages: { text?: string }[] }).messages;
					const filledOnly = {
						...(json as object),
						messages: messages.filter(({ text }) => text?.trim() !== ""),
					};
					const { page: other } = await openPage(browser, studio.address);
					await pasteStory(other, filledOnly);
					await rows(other)
						.nth(filled.length - 1)
						.focus();
					await showsLast(other);
					const anew = await readLuma(other);
					await expect.poll(async () => (await readLuma(page)).equals(anew)).toBe(true);
					await other.context().close();

					while (await undo(page).isEnabled()) await undo(page).click();
					expect(await readRows(page)).toEqual([]);
					expect(await readJson(page)).toEqual({ messages: [] });
					expect(problems).toEqual([]);
					await page.context().close();
				},
			),
			// Two of any seed take a minute; other seeds are for whoever changes how a story is written.
			{ numRuns: 2, seed: 1, endOnFailure: true },
		);
	});
});

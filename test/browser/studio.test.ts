import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findViolations } from "../helpers/accessibility.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { type OpenedPage, openPage, openStudio } from "../helpers/studio.ts";
import { paste } from "../helpers/studio-canvas.ts";

/** A folder in which to leave pictures of the page, to look at. */
const SCREENSHOTS = process.env["SCREENSHOTS"];
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const EXAMPLES = join(import.meta.dirname, "../../examples");

let studio: Awaited<ReturnType<typeof openStudio>>;
let browser: Browser;
beforeAll(async () => {
	if (!HAS_CHROMIUM) return;
	[studio, browser] = await Promise.all([openStudio(), launchChromium()]);
});
afterAll(async () => {
	await browser?.close();
	await studio?.close();
});

const open = (options: Parameters<typeof openPage>[2] = {}): Promise<OpenedPage> =>
	openPage(browser, studio.address, options);
const message = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
const rows = (page: Page) => page.getByRole("textbox", { name: /^Message \d+ from/ });
const textsIn = (page: Page) =>
	rows(page).evaluateAll((fields) =>
		fields.map((field) => field.textContent || (field as HTMLTextAreaElement).value),
	);
const names = (page: Page) =>
	rows(page).evaluateAll((fields) => fields.map((field) => field.getAttribute("aria-label")));
const saved = (page: Page) => page.getByText("Saved in this browser").waitFor();

/** Waits until the worker shows a picture whose description says so. */
const showsPicture = (page: Page, words: RegExp) => page.getByRole("img", { name: words }).waitFor();

/** How many colours there are on the canvas: an empty one has one. */
async function countColours(page: Page): Promise<number> {
	const bytes = await page.getByRole("img", { name: /video/i }).screenshot();
	return page.evaluate(
		async (png) => {
			const bitmap = await createImageBitmap(new Blob([new Uint8Array(png)]));
			const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
			const context = canvas.getContext("2d");
			context?.drawImage(bitmap, 0, 0);
			const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {
				data: new Uint8ClampedArray(),
			};
			return new Set(new Uint32Array(data.buffer)).size;
		},
		[...bytes],
	);
}

describe.skipIf(!HAS_CHROMIUM)("the studio", () => {
	test("a story is written, turned, moved and played by the keyboard alone", async () => {
		const { page, problems } = await open();
		await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Message");
		await page.keyboard.type("Are you there?");
		await page.keyboard.press("Enter");
		await page.keyboard.type("Always");
		await page.keyboard.press("Enter");
		await page.keyboard.type("Good");
		await page.keyboard.press("Enter");
		await page.keyboard.type("Why?");
		expect(await textsIn(page)).toEqual(["Are you there?", "Always", "Good", "Why?"]);
		expect(await names(page)).toEqual(
			["Contact", "You", "Contact", "You"].map((who, at) => `Message ${at + 1} from ${who}`),
		);
		await showsPicture(page, /: Why\?$/);
		expect(await countColours(page)).toBeGreaterThan(50);

		await page.keyboard.press("Tab");
		expect((await names(page))[3]).toBe("Message 4 from Contact");
		await page.keyboard.press("Alt+ArrowUp");
		expect(await textsIn(page)).toEqual(["Are you there?", "Always", "Why?", "Good"]);
		await page.keyboard.press("Control+z");
		await page.keyboard.press("Control+z");
		expect((await names(page))[3]).toBe("Message 4 from You");
		await page.keyboard.press("Control+y");
		expect((await names(page))[3]).toBe("Message 4 from Contact");
		await page.keyboard.press("ArrowUp");
		await page.keyboard.press("ArrowUp");
		await page.keyboard.press("Home");
		await page.keyboard.press("Control+ArrowRight");
		await page.keyboard.press("Enter");
		expect(await textsIn(page)).toEqual(["Are you there?", "Always", "", "Good", "Why?"]);
		await page.keyboard.press("Backspace");
		expect(await textsIn(page)).toEqual(["Are you there?", "Always", "Good", "Why?"]);

		await page.keyboard.press("Control+Enter");
		await page.getByRole("button", { name: "Pause" }).waitFor();
		await expect
			.poll(() => page.getByRole("slider", { name: "Position" }).inputValue().then(Number))
			.toBeGreaterThan(0.5);
		await page.keyboard.press("Control+Enter");
		await page.getByRole("button", { name: "Play" }).waitFor();
		await page.keyboard.press("Escape");
		await page.keyboard.press("Tab");
		expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("TEXTAREA");
		expect(problems).toEqual([]);
	});

	test("a name and a colon at the start gives the message to that person", async () => {
		const { page } = await open();
		await message(page).focus();
		await page.keyboard.type("you: It was me");
		expect(await textsIn(page)).toEqual(["It was me"]);
		expect(await names(page)).toEqual(["Message 1 from You"]);
		await page.getByRole("button", { name: "Add a person" }).click();
		await page.keyboard.type("Ben");
		await page.keyboard.press("Enter");
		await rows(page).first().focus();
		await page.keyboard.press("Home");
		await page.keyboard.press("Shift+End");
		await page.keyboard.type("ben: No, me");
		expect(await textsIn(page)).toEqual(["No, me"]);
		expect(await names(page)).toEqual(["Message 1 from Ben"]);
	});

	test("pictures that are dropped become messages, and a file a story", async () => {
		const { page } = await open();
		await message(page).fill("Look");
		await page.evaluate(async () => {
			const canvas = new OffscreenCanvas(40, 30);
			canvas.getContext("2d")?.fillRect(0, 0, 20, 30);
			const data = new DataTransfer();
			for (const name of ["dog.png", "cat.png"])
				data.items.add(new File([await canvas.convertToBlob()], name, { type: "image/png" }));
			document.body.dispatchEvent(
				new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }),
			);
		});
		await expect
			.poll(() => names(page))
			.toEqual(["Message 1 from Contact", "Message 2 from You", "Message 3 from You"]);
		expect(await page.locator(".pictures img").count()).toBe(2);
		await page.evaluate(() => {
			const data = new DataTransfer();
			data.items.add(new File(["Maya: From a file\n"], "story.txt", { type: "text/plain" }));
			document.body.dispatchEvent(
				new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }),
			);
		});
		await expect.poll(() => textsIn(page)).toEqual(["From a file"]);
	});

	test("an event is added to a message from its menu, by the keyboard", async () => {
		const { page } = await open();
		await message(page).fill("Hello");
		const handle = page.getByRole("button", { name: "Message 1 options" });
		await handle.focus();
		await page.keyboard.press("Enter");
		await page.getByRole("menu").waitFor();
		await page.keyboard.press("Enter");
		await page.getByText("❤️ You").waitFor();
		expect(await handle.evaluate((element) => element === document.activeElement)).toBe(true);
		await page.getByRole("button", { name: "Take back: ❤️ You" }).click();
		expect(await page.getByText("❤️ You").count()).toBe(0);
		await message(page).focus();
		await page.keyboard.press("/");
		await page.getByRole("menuitem", { name: "System line" }).focus();
		await page.keyboard.press("Enter");
		await page.keyboard.type("Maya took a screenshot");
		expect(await page.getByRole("textbox", { name: "System line" }).inputValue()).toBe(
			"Maya took a screenshot",
		);
		await message(page).focus();
		await page.keyboard.type("1/2");
		expect(await textsIn(page)).toEqual(["Hello", "1/2"]);
	});

	test("letters leave the events of a menu that have them in their names", async () => {
		const { page } = await open();
		await message(page).fill("Hello");
		await rows(page).first().press("End");
		await page.keyboard.type(" /stat");
		const left = page.getByRole("menuitem");
		expect(await left.allTextContents()).toEqual(["New status"]);
		await page.keyboard.press("Backspace");
		await page.keyboard.press("Backspace");
		expect(await left.allTextContents()).toEqual(["System line", "New status"]);
		// What would leave none is not taken.
		await page.keyboard.type("q");
		expect(await left.count()).toBe(2);
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		// From the last item round to the first that is left.
		expect(await page.getByRole("textbox", { name: "System line" }).count()).toBe(1);
		expect(await textsIn(page)).toEqual(["Hello "]);
	});

	test("every command has a name, and is found and done by the keyboard", async () => {
		const { page, problems } = await open();
		await message(page).fill("Hello");
		await rows(page).first().focus();
		await page.keyboard.press("Control+k");
		const field = page.getByRole("combobox", { name: "All commands" });
		await field.waitFor();
		await page.keyboard.type("look what");
		const options = page.getByRole("listbox").getByRole("option");
		expect(await options.allTextContents()).toEqual(["Look: WhatsApp"]);
		await page.keyboard.press("Enter");
		await field.waitFor({ state: "detached" });
		expect(await page.getByRole("radio", { name: "WhatsApp" }).isChecked()).toBe(true);
		expect(
			await rows(page)
				.first()
				.evaluate((element) => element === document.activeElement),
		).toBe(true);
		await page.keyboard.press("Control+k");
		await page.keyboard.type("insert");
		await page.keyboard.press("ArrowUp");
		expect(await page.getByRole("listbox").getByRole("option", { selected: true }).textContent()).toBe(
			"Insert below: New status",
		);
		await page.keyboard.press("Enter");
		await page.keyboard.type("online");
		expect(await page.getByRole("textbox", { name: "New status" }).inputValue()).toBe("online");
		await page.keyboard.press("Control+k");
		await page.keyboard.type("no such thing");
		await page.getByText("No command has these letters.").waitFor();
		await page.keyboard.press("Escape");
		await field.waitFor({ state: "detached" });
		expect(problems).toEqual([]);
	});

	test("reloading keeps the draft, and says that it is saved only then", async () => {
		const { page } = await open();
		await message(page).fill("Only in this browser");
		await saved(page);
		await page.reload();
		await rows(page).first().waitFor();
		expect(await textsIn(page)).toEqual(["Only in this browser"]);
		await showsPicture(page, /: Only in this browser$/);
	});

	test("a story is written in one tab: another reads it, takes it over, and goes on from what was saved", async () => {
		const { page: first } = await open();
		await message(first).fill("In the first tab");
		await saved(first);
		const second = await first.context().newPage();
		await second.goto(studio.address);
		await second.getByText("open in another tab").waitFor();
		expect(await rows(second).first().isDisabled()).toBe(true);
		await rows(first).first().fill("Not saved yet");
		await second.getByRole("button", { name: "Take over" }).click();
		await first.getByText("open in another tab").waitFor();
		await expect.poll(() => rows(second).first().isEnabled()).toBe(true);
		expect(await textsIn(second)).toEqual(["Not saved yet"]);
		await rows(second).first().fill("In the second tab");
		await saved(second);
		expect(await rows(first).first().isDisabled()).toBe(true);
		await second.close();
		await expect.poll(() => rows(first).first().isEnabled()).toBe(true);
		expect(await textsIn(first)).toEqual(["In the second tab"]);
	});

	test("a tab that does not answer loses its story to another", async () => {
		const { page: first } = await open();
		await first.addInitScript(() => {
			BroadcastChannel.prototype.addEventListener = () => {};
		});
		await first.reload();
		await message(first).fill("Here");
		await saved(first);
		const second = await first.context().newPage();
		await second.goto(studio.address);
		await second.getByRole("button", { name: "Take over" }).click();
		await first.getByText("open in another tab").waitFor();
		await expect.poll(() => rows(second).first().isEnabled()).toBe(true);
	});

	test("a browser that keeps nothing is told of, and the story stays", async () => {
		const context = await browser.newContext();
		const page = await context.newPage();
		await page.addInitScript(() => {
			IDBObjectStore.prototype.put = () => {
				throw new DOMException("full", "QuotaExceededError");
			};
		});
		await page.goto(studio.address);
		await message(page).fill("Not kept");
		await page.getByText("Not saved: the browser's storage is full").waitFor();
		expect(await textsIn(page)).toEqual(["Not kept"]);
		await context.close();
	});

	test("a broken paste is told, and the story stays as it was", async () => {
		const { page } = await open();
		await message(page).fill("Before");
		await page.keyboard.press("Enter");
		await paste(page, '{"messages": [\n{"sender": "me"}]}');
		await page.getByText(/^Not pasted: .*expected a sender/).waitFor();
		expect(await textsIn(page)).toEqual(["Before"]);
	});

	test("a broken paste is kept beside: it is mended as text, or dropped", async () => {
		const { page } = await open();
		await message(page).fill("Before");
		await page.keyboard.press("Enter");
		await paste(page, "contact: Maya\nme: fine\nno line of a script\n");
		await page.getByRole("button", { name: "Open as Script" }).click();
		const script = page.getByRole("textbox", { name: "Script" });
		await page
			.getByText(/^line 3, column 1: expected an event/)
			.first()
			.waitFor();
		await script.fill((await script.inputValue()).replace("no line", "them: a line, but no end"));
		await page.getByRole("button", { name: "Drop it" }).waitFor({ state: "detached" });
		await page.getByRole("radio", { name: "Messages" }).check({ force: true });
		await expect.poll(() => textsIn(page)).toEqual(["fine", "a line, but no end of a script"]);
		await page.getByRole("button", { name: "Undo" }).first().click();
		expect(await textsIn(page)).toEqual(["Before"]);
		await message(page).focus();
		await paste(page, "me: fine\nno line of a script\n");
		await page.getByRole("button", { name: "Drop it" }).click();
		expect(await page.getByText(/^Not pasted/).count()).toBe(0);
	});

	test("a message that stands too long is split where its warning says", async () => {
		const { page } = await open();
		const [one, two] = [
			"We waited for you at the station until the very last train had gone. ",
			"Then we walked home through the rain, and nobody said a word to anybody at all.",
		];
		await message(page).fill(`${one.repeat(2)}${two.repeat(2)}`);
		await page.getByText(/split it, e\.g\. after "train had gone\."/).waitFor();
		await page.getByRole("button", { name: "Split message 1" }).click();
		expect(await textsIn(page)).toEqual([one.repeat(2).trim(), two.repeat(2)]);
		expect(await names(page)).toEqual(["Message 1 from Contact", "Message 2 from Contact"]);
	});

	test("a story that is too long is fitted to 60 s by its pace", async () => {
		const { page } = await open();
		await message(page).focus();
		const lines = Array.from({ length: 40 }, (_, at) =>
			at % 2 === 0 ? "Maya: Are you there?" : "me: Always",
		);
		await paste(page, `contact: Maya\n\n${lines.join("\n")}\n`);
		const length = async () =>
			Number.parseFloat((await page.locator(".cost dd").first().textContent()) ?? "");
		const fit = page.getByRole("button", { name: "Fit to 60 s" });
		await fit.click();
		await page.getByText(/^Pace 1\.\d×: \d\d\.\d s\./).waitFor();
		await fit.waitFor({ state: "detached" });
		expect(await length()).toBeLessThanOrEqual(60);
		expect(await length()).toBeGreaterThan(50);
		await page.getByRole("button", { name: "Undo" }).first().click();
		await fit.waitFor();
	});

	test("a script and JSON are pasted as rows", async () => {
		const { page } = await open();
		await message(page).focus();
		await paste(page, "Maya: Hi\nme: Hello\n[pause 2]\nMaya: So?");
		await rows(page).nth(2).waitFor();
		expect(await names(page)).toEqual(["Message 1 from Maya", "Message 2 from You", "Message 4 from Maya"]);
		await page.getByRole("button", { name: /Stories/ }).click();
		await page.getByRole("button", { name: "New story" }).click();
		await message(page).focus();
		const fifty = readFileSync(join(EXAMPLES, "fifty-messages.json"), "utf8");
		await paste(page, fifty);
		await rows(page).nth(49).waitFor();
		await page.getByRole("button", { name: /Stories/ }).click();
		await page.getByRole("button", { name: "New story" }).click();
		await message(page).focus();
		await paste(page, JSON.stringify(JSON.parse(fifty)));
		await rows(page).nth(49).waitFor();
	});

	test("a story with faults says that it is no script, keeps from overwriting it, and is mended in JSON", async () => {
		const { page } = await open();
		await message(page).fill("Hello".repeat(1000));
		await page.getByRole("radio", { name: "Script" }).check({ force: true });
		await page.getByText("it cannot be written as a script").waitFor();
		expect(await page.getByRole("textbox", { name: "Script" }).isDisabled()).toBe(true);
		await page.getByRole("radio", { name: "JSON" }).check({ force: true });
		const json = page.getByRole("textbox", { name: "JSON" });
		await expect.poll(() => json.inputValue()).toContain("HelloHello");
		expect(await page.getByText("it cannot be written as a script").count()).toBe(0);
		await json.fill((await json.inputValue()).replace(/(Hello)+/, "Hello"));
		await page.getByRole("radio", { name: "Script" }).check({ force: true });
		await expect.poll(() => page.getByRole("textbox", { name: "Script" }).inputValue()).toMatch(/: Hello\n$/);
	});

	test("script and JSON are kept in step, and what does not parse is told by its line", async () => {
		const { page } = await open();
		await message(page).fill("Hi");
		await page.getByRole("radio", { name: "Script" }).check({ force: true });
		const script = page.getByRole("textbox", { name: "Script" });
		await expect.poll(() => script.inputValue()).toContain("Hi");
		await script.fill(`${await script.inputValue()}me: From the script\n`);
		await page.getByRole("radio", { name: "JSON" }).check({ force: true });
		const json = page.getByRole("textbox", { name: "JSON" });
		await expect.poll(() => json.inputValue()).toContain("From the script");
		await json.fill((await json.inputValue()).replace("From the script", "From JSON"));
		await page.getByRole("radio", { name: "Messages" }).check({ force: true });
		await expect.poll(() => textsIn(page)).toEqual(["Hi", "From JSON"]);
		await page.getByRole("radio", { name: "Script" }).check({ force: true });
		await script.fill("me: fine\nno line of a script\n");
		await page.getByText(/^line 2, column 1: expected an event/).waitFor();
		await page.getByRole("radio", { name: "Messages" }).check({ force: true });
		expect(await textsIn(page)).toEqual(["Hi", "From JSON"]);
	});

	test("a message that is clicked in the picture has the caret", async () => {
		const { page } = await open();
		await page.getByRole("button", { name: "First date" }).click();
		await rows(page).nth(9).waitFor();
		await rows(page).nth(1).focus();
		await showsPicture(page, /: Already inside/);
		const box = await page.getByRole("img", { name: /video/ }).boundingBox();
		await page.mouse.click((box?.x ?? 0) + 0.3 * (box?.width ?? 0), (box?.y ?? 0) + 0.3 * (box?.height ?? 0));
		await expect
			.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
			.toBe("Message 1 from Maya");
	});

	test("a row that has the caret before its film is planned is shown when it is", async () => {
		const { page } = await open();
		await page.addInitScript(() => {
			// Story and row wait until the test lets them go: they then come one upon the other.
			const isReleased = new Promise<void>((release) => addEventListener("release", () => release()));
			const { postMessage } = Worker.prototype;
			Worker.prototype.postMessage = function (...given: unknown[]) {
				const send = () => Reflect.apply(postMessage, this, given);
				if (["story", "seek"].includes(String((given[0] as { kind?: unknown }).kind)))
					void isReleased.then(send);
				else send();
			};
		});
		await page.reload();
		await page.getByRole("button", { name: "First date" }).click();
		await rows(page).nth(9).waitFor();
		await rows(page).nth(1).focus();
		await page.evaluate(() => dispatchEvent(new Event("release")));
		await showsPicture(page, /: Already inside/);
	});

	test("a row is dragged to another place, and dragging can be undone", async () => {
		const { page } = await open();
		await page.getByRole("button", { name: "First date" }).click();
		await rows(page).nth(9).waitFor();
		// Its time stands beside each row when the film is planned.
		await page.getByText("0:02").first().waitFor({ state: "attached" });
		const before = await textsIn(page);
		const handle = await page.getByRole("button", { name: "Message 1 options" }).boundingBox();
		const target = await rows(page).nth(2).boundingBox();
		await page.mouse.move((handle?.x ?? 0) + 8, (handle?.y ?? 0) + 8);
		await page.mouse.down();
		await page.mouse.move((handle?.x ?? 0) + 8, (handle?.y ?? 0) + 40);
		await page.mouse.move((handle?.x ?? 0) + 8, (target?.y ?? 0) + (target?.height ?? 0) - 2);
		await page.mouse.up();
		expect(await textsIn(page)).toEqual([before[1], before[2], before[0], ...before.slice(3)]);
		await page.getByText("Moved to 3 of 10").waitFor();
		await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
		expect(await textsIn(page)).toEqual(before);
	});

	test("letters that come at once are not planned one by one, and the last is shown", async () => {
		const { page } = await open();
		await page.addInitScript(() => {
			const Started = Worker;
			window.Worker = class extends Started {
				constructor(...given: ConstructorParameters<typeof Worker>) {
					super(...given);
					this.addEventListener("message", ({ data }) => {
						const { dataset } = document.documentElement;
						if (data.kind === "planned") dataset["planned"] = String(Number(dataset["planned"] ?? 0) + 1);
					});
				}
			};
		});
		await page.reload();
		await message(page).focus();
		await paste(page, readFileSync(join(EXAMPLES, "fifty-messages.json"), "utf8"));
		await rows(page).nth(49).waitFor();
		await rows(page).nth(20).focus();
		await showsPicture(page, /video at/);
		const planned = () => page.evaluate(() => Number(document.documentElement.dataset["planned"] ?? 0));
		const before = await planned();
		await rows(page)
			.nth(20)
			.evaluate((field) => {
				if (!(field instanceof HTMLTextAreaElement)) return;
				for (const letter of "letter by letter, all of them at once") {
					field.value += letter;
					field.dispatchEvent(new InputEvent("input", { bubbles: true }));
				}
			});
		await showsPicture(page, /letter by letter, all of them at once$/);
		await expect.poll(planned).toBeGreaterThan(before);
		expect((await planned()) - before).toBeLessThanOrEqual(4);
	});

	test("a look is taken, and the gallery shows this story in each", async () => {
		const { page } = await open();
		await page.getByRole("button", { name: "First date" }).click();
		await page.locator('.thumb[data-drawn="true"]').nth(5).waitFor();
		await page.getByRole("radio", { name: "WhatsApp" }).check({ force: true });
		await page.getByRole("radio", { name: "Dark" }).check({ force: true });
		await page.getByRole("radio", { name: "JSON" }).check({ force: true });
		const json = page.getByRole("textbox", { name: "JSON" });
		await expect.poll(() => json.inputValue()).toMatch(/"theme": \{\s*"name": "whatsapp",\s*"mode": "dark"/);
	});

	test("a video is exported here, and can be cancelled", async () => {
		const { page, problems } = await open();
		await page.getByRole("button", { name: "First date" }).click();
		await page.getByText(/CPU s$/).waitFor();
		await page.getByRole("button", { name: "Export" }).first().click();
		await page.getByRole("button", { name: "Cancel" }).click();
		await expect.poll(() => page.getByRole("progressbar").count()).toBe(0);
		expect(await page.getByRole("button", { name: "Download" }).count()).toBe(0);
		await page.getByRole("button", { name: "Export" }).first().click();
		await page.getByRole("button", { name: "Download" }).waitFor({ timeout: 90_000 });
		const seconds = () => page.locator("video").evaluate((video) => (video as HTMLVideoElement).duration);
		await expect.poll(seconds).toBeCloseTo(23, 0);
		await rows(page).first().fill("Changed");
		await page.getByText("The story changed since.").waitFor();
		expect(problems).toEqual([]);
	});

	test("a link holds the story, and a damaged one is told", async () => {
		const { page } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
		await message(page).fill("In the link ❤️");
		await page.getByRole("button", { name: "Copy link" }).click();
		await page.getByText("Link copied").waitFor();
		const link = await page.evaluate(() => navigator.clipboard.readText());
		const other = await openPage(browser, link);
		await rows(other.page).first().waitFor();
		expect(await textsIn(other.page)).toEqual(["In the link ❤️"]);
		const { page: damaged } = await openPage(browser, `${studio.address}/#1.AAAA`);
		await damaged.getByText("This link is damaged").waitFor();
	});

	test("asks for nothing of other hosts, and breaks no rule of its policy", async () => {
		const { page, problems, asked } = await open();
		await page.getByRole("button", { name: "A group" }).click();
		await page.locator('.thumb[data-drawn="true"]').nth(5).waitFor();
		expect(
			asked.filter((address) => !address.startsWith(studio.address) && !address.startsWith("blob:")),
		).toEqual([]);
		expect(problems).toEqual([]);
		const policy = (await page.request.get(studio.address)).headers()["content-security-policy"];
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toContain("unsafe");
		const worker = await page.locator("body").getAttribute("data-film");
		expect((await page.request.get(`${studio.address}${worker}`)).headers()["content-security-policy"]).toBe(
			policy,
		);
	});

	test("is at most 250 kB without its fonts, and without what is loaded when it is asked for", () => {
		const bytes = new Map<string, number>();
		const load = (address: string) => {
			const file = studio.files.get(address);
			if (bytes.has(address) || file === undefined || !("bytes" in file)) return;
			bytes.set(address, gzipSync(file.bytes).length);
			const text = Buffer.from(file.bytes).toString();
			// Not `import("./part.js")`, which is for later.
			for (const [, name] of text.matchAll(/(?:from|import)\s*"\.(\/[\w-]+\.js)"/g)) load(name ?? "");
			if (address !== "/") return;
			for (const [, name] of text.matchAll(/"(\/[\w-]+\.(?:js|css|svg))"/g)) load(name ?? "");
		};
		load("/");
		const total = [...bytes.values()].reduce((sum, length) => sum + length, 0);
		expect(bytes.size).toBeGreaterThan(6);
		expect(total, JSON.stringify([...bytes])).toBeLessThan(250_000);
		const scripts = [...studio.files.keys()].filter((address) => address.endsWith(".js"));
		expect(scripts.filter((address) => !bytes.has(address))).toHaveLength(1);
	});
});

/** What is shown, and how one comes there from an open page. */
const STATES: Readonly<Record<string, (page: Page, isPhone: boolean) => Promise<void>>> = {
	empty: async () => {},
	story: async (page) => {
		await page.getByRole("button", { name: "First date" }).click();
		await rows(page).nth(9).waitFor();
	},
	menu: async (page) => {
		await STATES["story"]?.(page, false);
		await page.getByRole("button", { name: "Message 2 options" }).click();
	},
	fault: async (page) => {
		await message(page).fill("x".repeat(501));
		await page.locator('[data-note="fault"]').first().waitFor();
	},
	refused: async (page) => {
		await message(page).fill("Before");
		await message(page).focus();
		await paste(page, "me: fine\nno line of a script\n");
		await page.getByRole("button", { name: "Drop it" }).waitFor();
	},
	elsewhere: async (page) => {
		await STATES["story"]?.(page, false);
		await page.evaluate(async () => {
			const [held] = (await navigator.locks.query()).held ?? [];
			void navigator.locks.request(held?.name ?? "", { steal: true }, () => new Promise(() => {}));
		});
		await page.getByRole("button", { name: "Take over" }).waitFor();
	},
	script: async (page) => {
		await STATES["story"]?.(page, false);
		await page.getByRole("radio", { name: "Script" }).check({ force: true });
		await page.getByRole("textbox", { name: "Script" }).fill("no");
		await page.locator('[data-note="fault"]').first().waitFor();
	},
	commands: async (page) => {
		await STATES["story"]?.(page, false);
		await rows(page).nth(1).focus();
		await page.keyboard.press("Control+k");
		await page.getByRole("combobox", { name: "All commands" }).waitFor();
	},
	stories: async (page) => {
		await page.getByRole("button", { name: /Stories/ }).click();
	},
	look: async (page, isPhone) => {
		await STATES["story"]?.(page, isPhone);
		if (isPhone) await page.getByRole("button", { name: "Look" }).click();
		await page.locator('.thumb[data-drawn="true"]').nth(5).waitFor();
	},
	watch: async (page, isPhone) => {
		await STATES["story"]?.(page, isPhone);
		if (isPhone) await page.getByRole("button", { name: "Watch" }).click();
		await page.getByRole("button", { name: "Show what the app covers" }).click();
	},
	make: async (page, isPhone) => {
		await STATES["story"]?.(page, isPhone);
		if (isPhone) await page.getByRole("button", { name: "Make" }).click();
	},
};

describe.skipIf(!HAS_CHROMIUM)("every state of the studio", () => {
	const cases = Object.keys(STATES).flatMap((state) => [
		[state, "desktop"] as const,
		[state, "phone"] as const,
	]);

	test.each(cases)(
		"%s on a %s, light and dark: no fault of accessibility, nothing wider than the screen",
		async (state, device) => {
			const isPhone = device === "phone";
			const { page, problems } = await open({ reducedMotion: "reduce", ...(isPhone ? PHONE : {}) });
			await STATES[state]?.(page, isPhone);
			for (const scheme of ["light", "dark"] as const) {
				await page.emulateMedia({ colorScheme: scheme });
				if (SCREENSHOTS !== undefined)
					await page.screenshot({ path: `${SCREENSHOTS}/${state}-${device}-${scheme}.png` });
				expect(await findViolations(page), scheme).toEqual([]);
			}
			const { widest, width } = await page.evaluate(() => ({
				widest: document.documentElement.scrollWidth,
				width: innerWidth,
			}));
			expect(widest).toBeLessThanOrEqual(width);
			expect(problems).toEqual([]);
		},
	);

	test("nothing is wider than a screen of 320 pixels", async () => {
		const { page } = await open({ viewport: { width: 320, height: 640 } });
		await STATES["story"]?.(page, true);
		for (const tab of ["Write", "Watch", "Look", "Make"]) {
			await page.getByRole("button", { name: tab }).click();
			const wide = await page.evaluate(() =>
				[...document.querySelectorAll("main *")]
					.filter(
						(element) =>
							element.getBoundingClientRect().right > innerWidth + 1 &&
							getComputedStyle(element).visibility === "visible",
					)
					.map((element) => element.className),
			);
			expect(wide, tab).toEqual([]);
		}
	});
});

test.skipIf(!HAS_CHROMIUM)("at 400 % there is room for the story, and the picture is not lost", async () => {
	const { page } = await open({ viewport: { width: 320, height: 256 } });
	await STATES["story"]?.(page, true);
	const heightOf = async (selector: string) => (await page.locator(selector).boundingBox())?.height ?? 0;
	expect(await heightOf(".write")).toBeGreaterThan(170);
	await rows(page).nth(3).focus();
	expect(await rows(page).nth(3).isVisible()).toBe(true);
	await page.getByRole("button", { name: "Watch" }).click();
	expect(await heightOf(".picture")).toBeGreaterThan(140);
	const [picture, slider] = [
		await page.locator(".picture").boundingBox(),
		await page.getByRole("slider", { name: "Position" }).boundingBox(),
	];
	expect(slider?.y).toBeGreaterThanOrEqual((picture?.y ?? 0) + (picture?.height ?? 0));
	await page.getByRole("button", { name: "Play" }).click();
	await page.getByRole("button", { name: "Pause" }).waitFor();
});

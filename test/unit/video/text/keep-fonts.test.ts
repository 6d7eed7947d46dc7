import { expect, test, vi } from "vitest";
import { runAtOnce } from "../../../../shared/core/steps.ts";
import { fontsOnDisk } from "../../../../shared/video/node/fonts/font-files.ts";
import { graphics } from "../../../../shared/video/node/graphics.ts";
import { createFontKeeper } from "../../../../shared/video/text/keep-fonts.ts";
import { openFonts } from "../../../../shared/video/text/open-fonts.ts";

const ports = { graphics, fonts: fontsOnDisk, runSteps: runAtOnce };
const textsOf = (...texts: readonly string[]) =>
	texts.map((text, index) => ({ text, pointer: `/messages/${index}` }));
const style = { sizePx: 40, weight: 400 } as const;

test("fonts that are kept measure and warn as those that are opened anew", async () => {
	const keep = createFontKeeper();
	await keep(textsOf("The quick brown fox jumps over the lazy dog 😂 مرحبا \u{13000}"), ports);
	for (const text of ["the dog", "fox 😂", "مرحبا", "a \u{13000}"]) {
		const [kept, opened] = [await keep(textsOf(text), ports), await openFonts(textsOf(text), ports)];
		expect(kept.measure(text, style)).toBe(opened.measure(text, style));
		expect(kept.glyphWarnings).toEqual(opened.glyphWarnings);
	}
});

test("a letter that was not there before, or another form of a script, opens them anew", async () => {
	const keep = createFontKeeper();
	const first = await keep(textsOf("abc 今日"), ports);
	expect((await keep(textsOf("cab 日"), ports)).typesetter).toBe(first.typesetter);
	expect((await keep(textsOf("cab Ω"), ports)).typesetter).not.toBe(first.typesetter);
	const chinese = await keep(textsOf("今日"), ports);
	expect((await keep(textsOf("今日は"), ports)).typesetter).not.toBe(chinese.typesetter);
});

test("other fonts are never answered with those that are kept", async () => {
	const keep = createFontKeeper();
	const { typesetter } = await keep(textsOf("abc"), ports);
	const listFiles = vi.fn(fontsOnDisk.listFiles);
	expect((await keep(textsOf("abc"), { ...ports, fonts: { listFiles } })).typesetter).not.toBe(typesetter);
	expect(listFiles).toHaveBeenCalled();
});

test("a letter of ASCII opens nothing anew, and the first that is set as code its font", async () => {
	const keep = createFontKeeper();
	const first = await keep(textsOf("ab"), ports);
	expect((await keep(textsOf("ab, Xyz-42~"), ports)).typesetter).toBe(first.typesetter);
	const code = { ...style, isCode: true } as const;
	const texts = [{ text: "ab", pointer: "/messages/0", code: ["ab"] }];
	const [kept, opened] = [await keep(texts, ports), await openFonts(texts, ports)];
	expect(kept.measure("ab", code)).toBe(opened.measure("ab", code));
	expect(kept.typesetter).not.toBe(first.typesetter);
});

import { openSync } from "fontkit";
import { describe, expect, test } from "vitest";
import { GlobalFonts } from "../../../../shared/video/node/fonts/canvas.ts";
import { chooseScriptStyles } from "../../../../shared/video/text/font-choice.ts";
import { chooserOf, fontFiles, registerFonts } from "../../../helpers/fonts.ts";

const families = (...texts: string[]) =>
	registerFonts(texts).families.map((alias) => alias.replace(/^chatreel /, ""));

describe("the fonts of a text", () => {
	test("are Inter's Latin part alone where that is all it needs", () => {
		expect(families("Hello, world!")).toEqual(["inter latin"]);
	});

	test.each([
		["Привет", "inter cyrillic"],
		["Γειά", "inter greek"],
		["مرحبا", "noto-sans-arabic arabic"],
		["שלום", "noto-sans-hebrew hebrew"],
		["नमस्ते", "noto-sans-devanagari devanagari"],
		["สวัสดี", "noto-sans-thai thai"],
		["გამარჯობა", "noto-sans-georgian georgian"],
		["∯", "noto-sans-math latin"],
		["Հայերեն", "noto-sans-armenian armenian"],
		["বাংলা", "noto-sans-bengali bengali"],
		["தமிழ்", "noto-sans-tamil tamil"],
		["తెలుగు", "noto-sans-telugu telugu"],
		["ಠ_ಠ", "noto-sans-kannada kannada"],
		["മലയാളം", "noto-sans-malayalam malayalam"],
		["ગુજરાતી", "noto-sans-gujarati gujarati"],
		["ਪੰਜਾਬੀ", "noto-sans-gurmukhi gurmukhi"],
		["ଓଡ଼ିଆ", "noto-sans-oriya oriya"],
		["සිංහල", "noto-sans-sinhala sinhala"],
		["ខ្មែរ", "noto-sans-khmer khmer"],
		["မြန်မာ", "noto-sans-myanmar myanmar"],
		["ລາວ", "noto-sans-lao lao"],
		["አማርኛ", "noto-sans-ethiopic ethiopic"],
		["བོད་ཡིག", "noto-serif-tibetan tibetan"],
		["ᗜ", "noto-sans-canadian-aboriginal canadian-aboriginal"],
		["( ͡° ͜‿ ͡°) ⅓", "inter-ui whole"],
		["ꜱᴗ", "noto-sans latin-ext"],
		["آپ کیسے ہیں؟", "noto-nastaliq-urdu arabic"],
		["سلام، چطوری؟", "noto-sans-arabic arabic"],
	])("%s loads %s and nothing else", (text, family) => {
		expect(families(text)).toEqual(["inter latin", family]);
	});

	test.each([
		["你好", "noto-sans-sc"],
		["こんにちは", "noto-sans-jp"],
		["안녕", "noto-sans-kr"],
		["👍", "noto-color-emoji"],
	])("%s loads only files of %s", (text, family) => {
		const [latin, ...others] = families(text);
		expect(latin).toBe("inter latin");
		expect(others.length).toBeGreaterThan(0);
		expect(others.filter((name) => !name.startsWith(`${family} `))).toEqual([]);
	});

	test.each([
		["❤\ufe0e ✔\ufe0e", "noto-sans-symbols-2 symbols"],
		["☎\ufe0e", "noto-sans-symbols-2 symbols"],
		["★ ♞", "noto-sans-symbols-2 symbols"],
		["© ™ 1 #", undefined],
	])("%s is text, by its selector or by default, in %s", (text, family) => {
		expect(families(text)).toEqual(["inter latin", family].filter((each) => each !== undefined));
	});

	test.each(["❤", "☎", "❤\ufe0f", "☎\ufe0f", "©\ufe0f", "✌🏽", "1\u20e3", "👍", "❤\u200d🔥"])(
		"%s is an emoji, by what follows it or by default",
		(text) => {
			expect(families(text)[1]).toMatch(/^noto-color-emoji /);
		},
	);

	test("are those of its letters in a line, out of all that the conversation has", () => {
		const { families, chooseStack } = registerFonts(["Hello Привет 你好 👍 ★"]);
		expect(families.length).toBeGreaterThan(4);
		const named = (line: string) => chooseStack(line).replaceAll("chatreel ", "");
		expect(named("Hello")).toBe('"inter latin"');
		expect(named("Привет 1")).toBe('"inter latin", "inter cyrillic"');
		expect(named("👍 ok")).toMatch(/^"inter latin", "noto-color-emoji \d+"$/);
		expect(named("你 👍")).toMatch(/^"inter latin", "noto-color-emoji \d+", "noto-sans-sc \d+"$/);
		expect(named("€ 你")).toBe(named("你"));
		// Of what nobody has registered, nothing can be named.
		expect(named("ก")).toBe('"inter latin"');
	});

	test("are the only ones canvas knows, by alias and by name: no system font is among them", () => {
		registerFonts(["Hello", "你好", "👍"]);
		const known = GlobalFonts.families.map(({ family }) => family);
		const aliases = known.filter((family) => family.startsWith("chatreel "));
		const ours = fontFiles({ han: "sc", isUrdu: true }).filter(({ alias }) => aliases.includes(alias));
		const names = ours.map(({ location }) => fontAt(location).familyName);
		expect(aliases.length).toBeGreaterThan(2);
		expect(new Set(known)).toEqual(new Set([...aliases, ...names]));
	});
});

describe("Han characters", () => {
	test.each([
		[["骨", "ひらがな"], "jp"],
		[["骨", "한글"], "kr"],
		[["骨"], "sc"],
		[["bone"], null],
	])("beside %j are drawn in the style of %s", (texts, style) => {
		expect(chooseScriptStyles(texts).han).toBe(style);
	});

	test("come from the family of their style, in whose other files the rest is found", () => {
		const file = (han: "jp" | "kr" | "sc") => chooserOf({ han, isUrdu: false })("骨").parts[0]?.file?.family;
		expect([file("jp"), file("kr"), file("sc")]).toEqual(["noto-sans-jp", "noto-sans-kr", "noto-sans-sc"]);
	});
});

describe("what a file's own table says it can draw", () => {
	const files = fontFiles({ han: "sc", isUrdu: true });

	test("there are hundreds of files to look at", () => {
		expect(files.length).toBeGreaterThan(300);
	});

	// Every twentieth of the many CJK files, and all of the others.
	const looked = files.filter(({ family, index }) => !/-(jp|kr|sc)$/.test(family) || index % 20 === 0);
	test.each(looked.map((file) => [file.alias, file] as const))(
		"%s: the same as another reader finds",
		(_, file) => {
			const font = openSync(file.location);
			if (!("characterSet" in font)) throw new Error("a collection");
			const theirs = font.characterSet.filter((codePoint) => font.hasGlyphForCodePoint(codePoint));
			expect([...file.cmap().keys()].toSorted((a, b) => a - b)).toEqual(theirs.toSorted((a, b) => a - b));
		},
	);
});

function fontAt(path: string) {
	const font = openSync(path);
	if (!("characterSet" in font)) throw new Error("a collection");
	return font;
}

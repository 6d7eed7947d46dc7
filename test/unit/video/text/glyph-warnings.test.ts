import { describe, expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { listTexts } from "../../../../shared/video/layout/list-texts.ts";
import { formatTime } from "../../../../shared/video/locale/clock-label.ts";
import { formatDate } from "../../../../shared/video/locale/date-label.ts";
import { findLocale } from "../../../../shared/video/locale/find-locale.ts";
import { COUNTRIES, LANGUAGES } from "../../../../shared/video/locale/languages.ts";
import { chooseScriptStyles } from "../../../../shared/video/text/font-choice.ts";
import { glyphWarnings } from "../../../../shared/video/text/glyph-warnings.ts";
import type { ShownText } from "../../../../shared/video/text/shown-text.ts";
import { resolveTheme } from "../../../../shared/video/themes/resolve-theme.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { chooserOf } from "../../../helpers/fonts.ts";

/** A phone, keyboard and all. */
const lookIn = (locale: string) =>
	resolveTheme(themes.whatsapp, { mode: "light", direction: "ltr", locale, widthPx: 390, heightPx: 844 });

const warningsOfAll = (texts: readonly ShownText[]) =>
	glyphWarnings(texts, chooserOf(chooseScriptStyles(texts.map(({ text }) => text))));
const warningsOf = (...messages: string[]) =>
	warningsOfAll(messages.map((text, index) => ({ text, pointer: `/messages/${index}/text` })));

describe("a grapheme that no font can draw", () => {
	test("is named with its message, its code points and nothing beside it", () => {
		expect(warningsOf("fine", "a \u{13000} b")).toEqual([
			{
				code: "MISSING_GLYPH",
				message: 'No font can draw "\u{13000}" (U+13000); an empty box is shown instead.',
				pointer: "/messages/1/text",
			},
		]);
	});

	test.each(["\ue000", "\u{10ffff}", "ܐ"])("%j is one", (text) => {
		expect(warningsOf(text)).toHaveLength(1);
	});

	test("is named once a message, and of many only the first ten", () => {
		const many = Array.from({ length: 30 }, (_, index) => String.fromCodePoint(0x13000 + index)).join("");
		const [warning, ...rest] = warningsOf(many + many);
		expect(rest).toEqual([]);
		expect(warning?.message.match(/U\+/g)).toHaveLength(10);
		expect(warning?.message).toContain("and 20 more");
	});
});

test("a mark that no font has is left out, and named with its letter", () => {
	expect(warningsOf("a\u1ab0 ok")).toEqual([
		{
			code: "MISSING_GLYPH",
			message: 'No font has the marks of "a\u1ab0" (U+0061 U+1AB0); they are left out.',
			pointer: "/messages/0/text",
		},
	]);
});

test("the contact's name and status are looked at too, and the initials with the name", () => {
	const contact = { name: "ܡܪܝܡ", status: "\ue000" };
	const messages = [{ sender: "them", text: "hi" }];
	const warnings = warningsOfAll(listTexts(parseConversation({ contact, messages }), lookIn("en")));
	expect(warnings.map(({ pointer }) => pointer)).toEqual(["/contact/name", "/contact/status"]);
});

test.each([...LANGUAGES.keys(), ...COUNTRIES.keys()])(
	"what a phone itself says in %s can be drawn",
	(tag) => {
		const locale = findLocale(tag);
		const conversation = parseConversation({ messages: [{ sender: "you", text: "hi" }] });
		const look = { ...lookIn(tag), smartQuotes: true };
		expect(warningsOfAll(listTexts(conversation, look))).toEqual([]);
		const days = Array.from({ length: 365 }, (_, day) => formatDate("2026-01-01", day, locale));
		const labels = [...days, formatTime(581, locale), formatTime(1301, locale)];
		expect(warningsOfAll(labels.map((text) => ({ text, pointer: null })))).toEqual([]);
	},
);

test.each([
	"Hello, Žluť",
	"Привет Γειά გამარჯობა",
	"مرحبا שלום नमस्ते สวัสดี",
	"你好 こんにちは 안녕",
	"👩‍❤️‍👨 ❤️‍🔥 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ ☎ ★ ∑ ⠓",
	"\u2068isolated\u2069 and joined\u200d",
	"e\u0301 a\u0308",
	"lɛ̂ ғ̃ замо́к ы́ ɔ́ u̲n̲d̲ s̶t̶r̶",
	"☜(ﾟヮﾟ☜) (ﾟДﾟ) ( ͡° ͜ʖ ͡°) ʕ•ᴥ•ʔ ಠ_ಠ ♥‿♥ ᴛʜᴇ ⅓",
	"❤\ufe0e ☺\ufe0e ▶\ufe0e",
])("%s can be drawn whole", (text) => {
	expect(warningsOf(text)).toEqual([]);
});

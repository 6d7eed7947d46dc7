import { expect, test } from "vitest";
import { guessForm } from "../../../../shared/video/conversation/text-form.ts";

test.each([
	["", "json"],
	["\ufeff \n", "json"],
	['{"messages": []}', "json"],
	['{"messages": [', "json"],
	['\ufeff\n\t{"messages": [', "json"],
	['[{"sender": "you", "text": "a"},]', "json"],
	['["a"]', "json"],
	["null", "json"],
	["me: hi", "script"],
	["[pause 1.5]\nme: hi", "script"],
	["# {\nme: hi", "script"],
	["hello", "script"],
	['"Maya": hi', "script"],
])("%j is taken for %s", (text, form) => {
	expect(guessForm(text)).toBe(form);
});

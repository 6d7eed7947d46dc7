import { expect, test } from "vitest";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { nameFile } from "../../../../sites/studio/work/name-file.ts";

const nameOf = (...texts: readonly string[]) =>
	nameFile(parseConversation({ messages: texts.map((text) => ({ sender: "you", text })) }, {}));

test.each([
	[
		"its first words",
		["I’m at the café. Green coat, terrible hair"],
		"i-m-at-the-café-green-coat-terrible-hair",
	],
	["whole words, at most 40 letters", [`${"word ".repeat(12)}`], "word-word-word-word-word-word-word-word"],
	["the start of a word that is longer", ["a".repeat(90)], "a".repeat(40)],
	["the first message that has words", ["👋", "../../etc/passwd"], "etc-passwd"],
	["any script", ["हिन्दी में", "x"], "हिन्दी-में"],
	["chat, where nothing is written", ["👋", "!?"], "chat"],
])("a file is named by %s", (_, texts, name) => {
	expect(nameOf(...texts)).toBe(name);
});

import { describe, expect, test } from "vitest";
import { checkConversation } from "../../../shared/video/conversation/parse.ts";
import { checkScript } from "../../../shared/video/conversation/read/check-script.ts";
import { readScript } from "../../../shared/video/conversation/read/read-script.ts";
import { writeScript } from "../../../shared/video/conversation/read/write-script.ts";
import { insertStory } from "../../../sites/studio/story/insert-story.ts";
import { withReplyIds } from "../../../sites/studio/story/rows.ts";
import { type Story, toStory } from "../../../sites/studio/story/story.ts";

/** A script as the page reads it. */
function read(script: string): Story {
	expect(checkScript(script), script).toMatchObject({ ok: true });
	return withReplyIds(toStory(readScript(script).value as Story["conversation"]));
}

/** The script of a story with another at its end, which must be one. */
function add(story: string, added: string): string {
	const before = read(story);
	const made = insertStory(before, before.rowKeys.length, read(added));
	const checked = checkConversation(made?.conversation);
	if (!checked.ok) throw new Error(checked.faults.map(({ message }) => message).join("\n"));
	return writeScript(checked.conversation);
}

describe("a story in another", () => {
	test.each([
		"A",
		"a",
		'"Contact"',
		'"contact"',
		'"me"',
		'"them"',
		"😂",
		"你",
		"1",
		`a${"𝒜".repeat(20)}`,
		"_",
		"x".repeat(40),
	])("brings its people: %s and one more", (name) => {
		for (const story of ["them: Hi\nme: Hello\n", "Maya: Hi\n", "people: Maya, Ben\n\nMaya: Hi\n"]) {
			const made = add(story, `${name}: one\nand then: two\nme: three\n`);
			const { length } = made.split("\n");
			expect(made).toContain("and then: two\nme: three\n");
			expect(made.split("\n")[length - 4]).toMatch(/: one$/);
		}
	});

	test("knows somebody by the name, without regard to capitals", () => {
		expect(add("people: Maya, Ben\n\nMaya: Hi\n", "ben: Hello\nme: Hi Ben\n")).toBe(
			"people: Maya, Ben\n\nMaya: Hi\nBen: Hello\nme: Hi Ben\n",
		);
		expect(add("Maya: Hi\n", "maya: Hello\nBen: Hi\n")).toBe(
			"people: Maya, Ben\ncontact: Maya\n\nMaya: Hi\nMaya: Hello\nBen: Hi\n",
		);
	});

	test("takes the contact without a name for the person of that name", () => {
		expect(add("them: Hi\n", '"Contact": Hello\nBen: Hi\n')).toBe(
			'people: Contact, Ben\n\n"Contact": Hi\n"Contact": Hello\nBen: Hi\n',
		);
	});

	test("keeps two of one name apart", () => {
		const two = "person: Ben, id b1\nperson: Ben, id b2\n\nb1: one\nb2: two\n";
		const made = read(add("them: Hi\n", two)).conversation;
		expect(made.people?.map(({ name }) => name)).toEqual(["Contact", "Ben", "Ben"]);
		expect(new Set(made.messages.map((entry) => "from" in entry && entry.from)).size).toBe(3);
	});

	test("gives a chat of two to the contact, who gets the name that is missing", () => {
		expect(add("them: Hi\n", "Maya: Hello\nme: Hi\n")).toBe(
			"contact: Maya\n\nMaya: Hi\nMaya: Hello\nme: Hi\n",
		);
		expect(add("Maya: Hi\n", "Ben: Hello\nme: Hi\n")).toBe(
			"contact: Maya\n\nMaya: Hi\nMaya: Hello\nme: Hi\n",
		);
	});

	test("gives what somebody without a name says to the first of a group", () => {
		expect(add("people: Maya, Ben\n\nBen: Hi\n", "them: Hello\n[typing 1]\nme: Hi\n[them reacts ❤️]\n")).toBe(
			"people: Maya, Ben\n\nBen: Hi\nMaya: Hello\n[typing Maya 1]\nme: Hi\n[Maya reacts ❤️]\n",
		);
	});

	test("keeps its replies, beside messages of the same ids", () => {
		const chat = "[id dog]\nthem: Dog\n[reply to dog]\nme: Woof\n";
		expect(add(chat, chat)).toBe(`${chat}[id dog-2]\nthem: Dog\n[reply to dog-2]\nme: Woof\n`);
	});

	test("is not added when there would be more people than a chat may have", () => {
		const names = Array.from({ length: 12 }, (_, at) => `P${at}`);
		const group = read(`people: ${names.join(", ")}\n\nP0: Hi\n`);
		expect(insertStory(group, 1, read("P1: Hi\nP2: Hi\n"))).not.toBeNull();
		expect(insertStory(group, 1, read("P1: Hi\nBen: Hi\n"))).toBeNull();
	});
});

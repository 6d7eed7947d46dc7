import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkConversation } from "../../../shared/video/conversation/parse.ts";
import { beginHistory, type History, record, redo, undo } from "../../../sites/studio/story/history.ts";
import { readLink, writeLink } from "../../../sites/studio/story/link.ts";
import {
	addPerson,
	answering,
	changePerson,
	listPeople,
	removePerson,
	senderOf,
	withSender,
} from "../../../sites/studio/story/people.ts";
import {
	duplicateRow,
	insertRow,
	joinRow,
	moveRow,
	removeRow,
	splitRow,
	withReplyIds,
} from "../../../sites/studio/story/rows.ts";
import { isMessage, type Story, textOf, toShown, toStory } from "../../../sites/studio/story/story.ts";

const story = toStory({
	contact: { name: "Maya", color: "#34c759" },
	messages: [
		{ sender: "them", text: "Hi there" },
		{ sender: "you", text: "Hello", receipt: "read", pause: 1 },
		{ pause: 1.5 },
		{ sender: "them", text: "", replyTo: 0 },
	],
});
const textsOf = ({ conversation }: Story) => conversation.messages.map(textOf);

describe("rows", () => {
	test("what has nothing in it yet is not shown, and the rest knows its row", () => {
		const { conversation, rows } = toShown(story);
		expect(rows).toEqual([0, 1, 2]);
		expect(conversation.messages).toHaveLength(3);
		expect(checkConversation(conversation).ok).toBe(true);
	});

	test("a message with a pause before it is a message", () => {
		expect(story.conversation.messages.map(isMessage)).toEqual([true, true, false, true]);
	});

	test("splitting a text and joining it again gives it back", () => {
		const split = splitRow(story, 0, 3, { sender: "them", text: "" });
		expect(textsOf(split).slice(0, 2)).toEqual(["Hi", "there"]);
		expect(textsOf(joinRow(split, 1))[0]).toBe("Hithere");
	});

	test("replies by place become replies by id, so that rows can move", () => {
		const { conversation } = withReplyIds(story);
		const [first, , , last] = conversation.messages;
		expect(last).toMatchObject({ replyTo: "message-1" });
		expect(first).toMatchObject({ id: "message-1" });
	});

	test("every row keeps its key, whatever is done to others", () => {
		const place = fc.nat(6);
		const acts = fc.array(fc.tuple(fc.constantFrom("insert", "remove", "move", "duplicate"), place, place), {
			maxLength: 30,
		});
		fc.assert(
			fc.property(acts, (list) => {
				let made = story;
				const named = new Map(story.rowKeys.map((key, at) => [key, story.conversation.messages[at]]));
				for (const [act, at, to] of list) {
					const end = Math.min(at, made.rowKeys.length);
					if (act === "insert") made = insertRow(made, end, { sender: "you", text: `${at}` });
					if (act === "remove") made = removeRow(made, at);
					if (act === "move") made = moveRow(made, at, to);
					if (act === "duplicate") made = duplicateRow(made, at);
				}
				expect(new Set(made.rowKeys).size).toBe(made.conversation.messages.length);
				for (const [at, key] of made.rowKeys.entries())
					if (named.has(key)) expect(made.conversation.messages[at]).toBe(named.get(key));
			}),
		);
	});
});

describe("people", () => {
	test("somebody more makes a group, in which messages name who wrote them", () => {
		const group = addPerson(story, "Ben");
		expect(listPeople(group).map(({ id }) => id)).toEqual(["you", "maya", "ben"]);
		expect(group.conversation.messages[0]).toMatchObject({ from: "maya", text: "Hi there" });
		expect(group.conversation.people?.[0]).toMatchObject({ color: "#34c759" });
		expect(checkConversation(toShown(group).conversation)).toMatchObject({ ok: true });
	});

	test("the messages of somebody who is removed go to another", () => {
		const group = addPerson(story, "Ben");
		const left = removePerson(group, "maya");
		expect(senderOf(left.conversation.messages[0] ?? { pause: 0 }, listPeople(left))).toBe("ben");
		expect(checkConversation(toShown(left).conversation)).toMatchObject({ ok: true });
	});

	test("two people of one name have two ids", () => {
		const group = addPerson(addPerson(story, "Ben"), "Ben");
		expect(listPeople(group).map(({ id }) => id)).toEqual(["you", "maya", "ben", "ben-2"]);
	});

	test("a receipt stays with one's own messages", () => {
		const own = story.conversation.messages[1] ?? { pause: 0 };
		expect(withSender(own, "them")).not.toHaveProperty("receipt");
		expect(withSender(own, "you")).toEqual(own);
	});

	test("who writes next answers", () => {
		const people = listPeople(story);
		expect(answering(undefined, [], people)).toBe("them");
		expect(answering({ sender: "them", text: "a" }, [], people)).toBe("you");
		expect(answering({ sender: "you", text: "a" }, [], people)).toBe("them");
	});

	test("the contact's name can be taken away again", () => {
		const named = changePerson(story, "them", { name: "Li" });
		expect(named.conversation.contact).toMatchObject({ name: "Li" });
		expect(changePerson(named, "them", { name: "" }).conversation.contact).not.toHaveProperty("name");
	});
});

describe("history", () => {
	const typed = (history: History, text: string, name: string | null, atMs: number) => {
		const next = toStory({ messages: [{ sender: "you", text }] });
		return record(history, { story: next, caret: { rowKey: "a", offset: text.length } }, name, atMs);
	};

	test("letters of one word are one step, and a pause ends it", () => {
		let history = beginHistory(story);
		history = typed(history, "a", "word 1", 0);
		history = typed(history, "ab", "word 1", 100);
		history = typed(history, "ab c", "word 2", 200);
		history = typed(history, "ab cd", "word 2", 2000);
		expect(history.past).toHaveLength(3);
		expect(textsOf(undo(history).now.story)).toEqual(["ab c"]);
		expect(textsOf(undo(undo(history)).now.story)).toEqual(["ab"]);
		expect(undo(undo(undo(history))).now.story).toBe(story);
	});

	test("undoing all and redoing all gives the same stories and carets", () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.string(), fc.option(fc.constantFrom("x", "y")), fc.nat(3000))),
				(list) => {
					let [history, atMs] = [beginHistory(story), 0];
					for (const [text, name, waitMs] of list) {
						atMs += waitMs;
						history = typed(history, text, name, atMs);
					}
					const steps = history.past.length;
					let back = history;
					for (let step = 0; step < steps; step++) back = undo(back);
					expect(back.now.story).toBe(story);
					for (let step = 0; step < steps; step++) back = redo(back);
					expect(back.now).toEqual(history.now);
				},
			),
		);
	});

	test("a change after undoing forgets what was undone", () => {
		const history = typed(undo(typed(beginHistory(story), "a", null, 0)), "b", null, 1);
		expect(redo(history).now.story).toBe(history.now.story);
	});
});

describe("a link", () => {
	const picture = "data:image/png;base64,AAAA";

	test("holds the story, without its pictures", async () => {
		const fragment = await writeLink({
			contact: { name: "Zoë 🐕", picture },
			messages: [
				{ sender: "you", images: [picture], text: "Hi" },
				{ sender: "them", text: "Ho" },
			],
		});
		expect(fragment).toMatch(/^#1\.[\w-]+$/);
		expect(JSON.parse((await readLink(fragment)) ?? "")).toEqual({
			contact: { name: "Zoë 🐕" },
			messages: [
				{ sender: "you", text: "Hi" },
				{ sender: "them", text: "Ho" },
			],
		});
	});

	test.each(["", "#", "#2.abc", "#1.", "#1.%%%", "#1.AAAA", `#1.${"A".repeat(5000)}`])(
		"that is damaged, %s, is none",
		async (fragment) => {
			expect(await readLink(fragment)).toBeNull();
		},
	);

	test("that unpacks to more than a story is given up", async () => {
		const bomb = new Blob([new Uint8Array(50_000_000)])
			.stream()
			.pipeThrough(new CompressionStream("deflate-raw"));
		const bytes = Buffer.from(await new Response(bomb).arrayBuffer());
		expect(bytes.length).toBeLessThan(100_000);
		expect(await readLink(`#1.${bytes.toString("base64url")}`)).toBeNull();
	});
});

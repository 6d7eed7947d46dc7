import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { readItems } from "../../../scripts/batch-command/items.ts";

const dir = mkdtempSync(join(tmpdir(), "items-"));
afterAll(() => rmSync(dir, { recursive: true }));
const read = (name: string, text: string) => {
	writeFileSync(join(dir, name), text);
	return readItems([join(dir, name)], 50);
};
const textsOf = (text: string) =>
	read("jobs.csv", text).map(({ name, conversation }) => [
		name,
		conversation?.messages.map((each) => each.text),
	]);

describe("a CSV file", () => {
	test("has quotes, commas and line ends in its fields, a byte order mark, CRLF, and jobs that are not in one piece", () => {
		const text =
			'\ufeffjob,sender,text,timestamp\r\na,you,"Hi, ""there""\r\nsecond line",0.5\r\n\r\nb,them,Yo,\r\na,them,fine,3\r\n';
		expect(textsOf(text)).toEqual([
			["a", ['Hi, "there"\nsecond line', "fine"]],
			["b", ["Yo"]],
		]);
		expect(read("jobs.csv", text)[0]?.conversation?.messages).toMatchObject([
			{ sender: "you", timestamp: 0.5 },
			{ sender: "them", timestamp: 3 },
		]);
	});

	test("gives back every text that was put into it", () => {
		const texts = fc.array(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "é", " ") }), {
			minLength: 1,
			maxLength: 5,
		});
		const solid = texts.map((all) => all.map((text) => `x${text}x`));
		fc.assert(
			fc.property(solid, fc.constantFrom("\n", "\r\n"), (all, lineEnd) => {
				const rows = all.map((text) => `j,you,"${text.replaceAll('"', '""')}"`);
				expect(textsOf(["job,sender,text", ...rows].join(lineEnd))).toEqual([["j", all]]);
			}),
			{ numRuns: 40 },
		);
	});

	test("tells bad rows with their lines, and keeps the other jobs", () => {
		const text =
			'job,sender,text,timestamp\ngood,you,"two\nlines",\nbad,me,Hi,\nshort,you,Hi\nlate,you,Hi,soon\n,you,Hi,\n';
		const items = read("jobs.csv", text);
		expect(items.map(({ name, faults }) => [name, faults])).toEqual([
			["good", []],
			["bad", [expect.stringMatching(/^line 4: messages\[0\].sender: expected a sender/)]],
			["short", ["line 5: expected 4 cells, received 3"]],
			["late", [expect.stringMatching(/^line 6: messages\[0\].timestamp: .*received "soon"/)]],
			["line-7", ["line 7: expected a job, received nothing"]],
		]);
	});

	test.each([
		["", "jobs.csv is empty"],
		["job,text\n", "missing: sender"],
		["job,sender,text,colour,job\n", "unknown: colour; twice: job"],
		['job,sender,text\na,you,"never closed\n', "jobs.csv line"],
	])("%j is refused whole, and says why", (text, words) => {
		expect(() => read("jobs.csv", text)).toThrow(words);
	});
});

describe("a JSONL file", () => {
	test("has a job a line, named by its id, else by its line; a bad line is told with its place", () => {
		const conversation = { messages: [{ sender: "you", text: "Hi" }] };
		const lines = [
			{ id: "a", conversation },
			{ conversation, output: "mine.mp4" },
			{ id: "a", conversation },
			{ id: "up", conversation, output: "../up.mp4" },
			{ id: "more", conversation, colour: 1 },
			{ messages: [] },
		];
		const text = [...lines.map((line) => JSON.stringify(line)), "{", ""].join("\n");
		const items = read("jobs.jsonl", text);
		expect(items.map(({ name, output, place, faults }) => [name, output, place, faults.length])).toEqual([
			["a", "a.mp4", "jobs.jsonl line 1", 0],
			["jobs-2", "mine.mp4", "jobs.jsonl line 2", 0],
			["a-2", "a-2.mp4", "jobs.jsonl line 3", 0],
			["up", "up.mp4", "jobs.jsonl line 4", 1],
			["more", "more.mp4", "jobs.jsonl line 5", 1],
			["jobs-6", "jobs-6.mp4", "jobs.jsonl line 6", 1],
			["jobs-7", "jobs-7.mp4", "jobs.jsonl line 7", 1],
		]);
	});
});

test("no two jobs have one output: the second is at fault, in whatever capitals, and by its own choice or another's", () => {
	const conversation = { messages: [{ sender: "you", text: "Hi" }] };
	const lines = [
		{ id: "a", conversation, output: "one.mp4" },
		{ id: "b", conversation, output: "One.MP4" },
		{ id: "c", conversation, output: "d.mp4" },
		{ id: "d", conversation },
		{ id: "e", conversation, output: "caf\u00e9.mp4" },
		{ id: "f", conversation, output: "cafe\u0301.mp4" },
	];
	const items = read("outputs.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"));
	const words = (line: number, output: string) =>
		`output: expected another file than that of outputs.jsonl line ${line}, received "${output}"`;
	expect(items.map(({ faults }) => faults)).toEqual([
		...[[], [words(1, "One.MP4")], [], [words(3, "d.mp4")], [], [words(5, "cafe\u0301.mp4")]],
	]);
	expect(items.map(({ conversation: kept }) => kept !== null)).toEqual([
		true,
		false,
		true,
		false,
		true,
		false,
	]);
});

test.each(["chats.csv", "chats.jsonl", "chat.json"])("%s is refused where it is not in UTF-8", (name) => {
	writeFileSync(join(dir, name), Buffer.from("job,sender,text\na,you,caf\u00e9\n", "latin1"));
	expect(() => readItems([join(dir, name)], 50)).toThrow(`${name} is not in UTF-8: save it so`);
});

test("a file that is not there is told by its name", () => {
	expect(() => readItems([join(dir, "nowhere.json")], 50)).toThrow("nowhere.json cannot be read: ENOENT.");
});

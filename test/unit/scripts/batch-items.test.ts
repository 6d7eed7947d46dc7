import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { readItems } from "../../../scripts/batch-command/read-items.ts";
import { drawnMessages } from "../../../shared/video/conversation/drawn-messages.ts";

const dir = mkdtempSync(join(tmpdir(), "items-"));
afterAll(() => rmSync(dir, { recursive: true }));
const read = (name: string, text: string) => {
	writeFileSync(join(dir, name), text);
	return readItems([join(dir, name)], 50);
};
const textsOf = (text: string) =>
	read("jobs.csv", text).map(({ name, conversation }) => [
		name,
		conversation && drawnMessages(conversation).map((each) => each.text),
	]);

describe("a CSV file", () => {
	test("may have quotes, commas and line ends in fields, a byte order mark, CRLF, and rows of a job apart", () => {
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

	test("reports bad rows with their lines, and keeps the other jobs", () => {
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
	])("%j is refused as a whole, with the reason", (text, words) => {
		expect(() => read("jobs.csv", text)).toThrow(words);
	});
});

describe("B3: a CSV file as spreadsheets write it", () => {
	const messages = (name: string, text: string) =>
		read(name, text).map(({ faults, conversation }) => [
			faults,
			conversation &&
				drawnMessages(conversation).map(({ sender, text: words, timestamp }) => [sender, words, timestamp]),
		]);
	const made = [
		[
			[],
			[
				["them", "Hello", 0.5],
				["you", "Hi", 2],
			],
		],
	];

	test.each([
		["commas", "jobs.csv", "job,sender,text,timestamp\nx,them,Hello,0.5\nx,you,Hi,2\n"],
		[
			"semicolons and decimal commas",
			"jobs.csv",
			"job;sender;text;timestamp\r\nx;them;Hello;0,5\r\nx;you;Hi;2\r\n",
		],
		["tabs", "jobs.csv", "job\tsender\ttext\ttimestamp\nx\tthem\tHello\t0.5\nx\tyou\tHi\t2\n"],
		["tabs in a .tsv", "jobs.tsv", "sender\tjob\ttext\ttimestamp\nthem\tx\tHello\t0,5\nyou\tx\tHi\t2\n"],
		["a first line sep=;", "jobs.csv", "sep=;\njob;sender;text;timestamp\nx;them;Hello;0.5\nx;you;Hi;2\n"],
		["a first line sep=|", "jobs.csv", '"sep=|"\njob|sender|text|timestamp\nx|them|Hello|0.5\nx|you|Hi|2\n'],
		[
			"quoted names",
			"jobs.csv",
			'"Job";"Sender";"Text";"Timestamp"\n"x";"them";"Hello";"0,5"\n"x";"you";"Hi";"2"\n',
		],
		[
			"spaces behind commas",
			"jobs.csv",
			'job, sender, text, timestamp\nx, them, "Hello", 0.5\nx, you, Hi, 2\n',
		],
		[
			"blank rows",
			"jobs.csv",
			"job,sender,text,timestamp\r\n,,,\r\nx,them,Hello,0.5\r\n , ,,\r\n\r\nx,you,Hi,2\r\n,,,\r\n",
		],
		[
			"empty columns at the end",
			"jobs.csv",
			"job,sender,text,timestamp,,\nx,them,Hello,0.5,,\nx,you,Hi,2,,\n",
		],
		["an empty column within", "jobs.csv", "job,,sender,text,timestamp\nx,,them,Hello,0.5\nx,,you,Hi,2\n"],
		[
			"rows longer than the header",
			"jobs.csv",
			"job,sender,text,timestamp\nx,them,Hello,0.5,\nx,you,Hi,2,,\n",
		],
		["mixed line ends", "jobs.csv", "job,sender,text,timestamp\r\nx,them,Hello,0.5\nx,you,Hi,2\r"],
	])("with %s", (_, name, text) => {
		expect(messages(name, text)).toEqual(made);
	});

	test.each([
		[
			"a quote that is never closed",
			'job,sender,text\nx,you,"a\nb"\nx,them,"Hello\nx,you,Hi\n',
			"line 4: a quote is opened here and never closed",
		],
		[
			"a quote closed in the next row",
			'job,sender,text\nx,them,"Hello\nx,you,"Hi"\n',
			"line 2: a quoted cell goes on",
		],
		[
			"a quote within a cell",
			'job,sender,text\n\nx,you,Hi\nx,them,a 5" screen\n',
			"line 4: a quote stands within a cell",
		],
		["behind sep=", 'sep=;\njob;sender;text\nx;you;"Hi\n', "line 3: a quote is opened here"],
		[
			"a column without a name",
			"job,,sender,text\nx,,you,Hi\nx,note,you,Hi\n",
			"line 1: column 2 has no name, but line 3",
		],
		["a name that is near", "job,sendr,text\nx,you,Hi\n", "unknown: sendr (did you mean `sender`?)"],
	])("%s is reported at its line", (_, text, words) => {
		expect(() => read("jobs.csv", text)).toThrow(words);
	});

	test("a row after texts of several lines is reported at its first line", () => {
		const text = 'sep=,\r\njob,sender,text\r\nx,you,"a\r\nb"\r\n,,\r\ny,me,"c\r\nd"\r\n';
		expect(read("jobs.csv", text)[1]?.faults[0]).toMatch(/^line 6: messages\[0\].sender/);
	});
});

describe("B4: a JSONL file's faults", () => {
	const conversation = { messages: [{ sender: "you", text: "Hi" }] };

	test("have the line of their record", () => {
		const text = `${JSON.stringify({ conversation })}\r\n\r\n{oops\r\n[1]\r\n`;
		expect(read("jobs.jsonl", text).map(({ faults }) => faults)).toEqual([
			[],
			[expect.stringMatching(/^line 3, column 2: expected the name of a field.*received "oops"$/)],
			[expect.stringMatching(/^line 4: expected \{id\?, conversation, output\?\}, received a list of 1$/)],
		]);
	});

	test.each([
		["/elsewhere/a.mp4", "not an absolute path"],
		["C:\\a.mp4", "not an absolute path"],
		["../up.mp4", "without `..`"],
		["sub/dir/x.mp4", "without folders"],
		["sub\\x.mp4", "without folders"],
		["x.mov", "that ends in .mp4"],
		[".mp4", "a name before .mp4"],
		[`${"é".repeat(130)}.mp4`, "at most 248 bytes"],
		["a\u0007.mp4", "without control characters"],
		[7, "expected a file name, received 7"],
	])("name the real reason for the output %j", (output, words) => {
		const [item] = read("jobs.jsonl", JSON.stringify({ conversation, output }));
		expect(item?.faults).toEqual([expect.stringContaining(words)]);
	});

	test.each(["a:b?*.mp4", "UPPER.MP4", "日本.mp4"])("take the output %j", (output) => {
		const [item] = read("jobs.jsonl", JSON.stringify({ conversation, output }));
		expect([item?.output, item?.faults]).toEqual([output, []]);
	});

	test("are one fault when the file holds one value over several lines", () => {
		expect(() => read("jobs.jsonl", JSON.stringify([{ conversation }], null, "\t"))).toThrow(
			"jobs.jsonl holds one JSON value over several lines",
		);
	});
});

describe("a JSONL file", () => {
	test("has a job per line, named by its id or its line; a bad line is reported with its place", () => {
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

test("two jobs cannot share an output, chosen or derived, in any capitals", () => {
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

test.each(["chats.csv", "chats.jsonl", "chat.json"])("%s is refused when it is not in UTF-8", (name) => {
	writeFileSync(join(dir, name), Buffer.from("job,sender,text\na,you,caf\u00e9\n", "latin1"));
	expect(() => readItems([join(dir, name)], 50)).toThrow(`${name} is not in UTF-8: save it as UTF-8`);
});

test("a missing file is named", () => {
	expect(() => readItems([join(dir, "nowhere.json")], 50)).toThrow(
		`${join(dir, "nowhere.json")} cannot be read: there is no such file or folder (ENOENT).`,
	);
});

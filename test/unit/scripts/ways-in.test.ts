import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { readItems } from "../../../scripts/batch-command/read-items.ts";
import { InputError } from "../../../scripts/cli/exit.ts";
import { parseInput } from "../../../scripts/cli/read-conversation.ts";
import { decodeText } from "../../../shared/core/decode-text.ts";
import { ChatreelError } from "../../../shared/core/errors.ts";
import type { TextForm } from "../../../shared/video/conversation/text-form.ts";

const dir = mkdtempSync(join(tmpdir(), "ways-in-"));
afterAll(() => rmSync(dir, { recursive: true }));

const FORMS: readonly TextForm[] = ["json", "script"];

/** What each way in makes of bytes: how many jobs, or the fault it tells. */
const WAYS: Readonly<Record<string, (bytes: Uint8Array) => number | string>> = {
	...Object.fromEntries(
		["json", "txt", "jsonl", "csv", "tsv"].map((kind) => [
			`a ${kind} file of a batch`,
			(bytes: Uint8Array) => {
				const file = join(dir, `jobs.${kind}`);
				writeFileSync(file, bytes);
				return outcome(() => readItems([file], 50).length);
			},
		]),
	),
	...Object.fromEntries(
		FORMS.map((form) => [
			`a conversation as ${form}`,
			(bytes: Uint8Array) => {
				const decoded = decodeText(bytes);
				if (!decoded.ok) return decoded.fault.message;
				return outcome(() => parseInput({ text: decoded.text, form }, 50).messages.length);
			},
		]),
	),
};

/** A fault is thrown in one of two ways; anything else would end a command with its stack. */
function outcome(read: () => number): number | string {
	try {
		return read();
	} catch (error) {
		const isTold =
			error instanceof InputError || (error instanceof ChatreelError && error.kind === "INVALID_INPUT");
		if (isTold) return error.message;
		throw error;
	}
}

const MB = 1_000_000;
const NASTY: Readonly<Record<string, string | Buffer>> = {
	nothing: "",
	"a byte order mark alone": "\ufeff",
	"a zero byte": "\0",
	"half a UTF-16 pair": Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
	"a zip archive": Buffer.from("504b0304140000000800", "hex"),
	"a name of the prototype": '{"__proto__": {"messages": []}, "constructor": 1}',
	"columns of the prototype": "job,sender,text,__proto__\na,you,Hi,x\n",
	"JSON 1 MB deep": "[".repeat(MB),
	"objects 20,000 deep": '{"a":'.repeat(20_000),
	"1 MB of quotes": '"'.repeat(MB),
	"1 MB of delimiters": ",;\t".repeat(MB / 3),
	"1 MB of line ends": "\n".repeat(MB),
	"1 MB of CR": "\r".repeat(MB),
	"1 MB in one cell": `job,sender,text\na,you,"${"x".repeat(MB)}"\n`,
	"20,000 rows of one job": `job,sender,text\n${"a,you,Hi\n".repeat(20_000)}`,
	"10,000 columns": `${Array.from({ length: 10_000 }, (_, column) => `c${column}`).join()}\n`,
	"20,000 jobs": `job,sender,text\n${Array.from({ length: 20_000 }, (_, job) => `${job},you,Hi`).join("\n")}`,
	"10,000 jobs of one name": '{"id": "a", "conversation": {}}\n'.repeat(10_000),
	"a line that is no JSON 20,000 times": "{]\n".repeat(20_000),
	"500,000 marks on one letter": `{"messages": [{"sender": "you", "text": "a${"\u0301".repeat(MB / 2)}"}]}`,
	"50,000 bad messages": `{"messages": [${Array(50_000).fill("{}").join()}]}`,
	"a number beyond all": '{"messages": [{"sender": "you", "text": "x", "timestamp": 1e999}]}',
};

describe.each(Object.entries(WAYS))("%s", (_way, read) => {
	test.each(Object.entries(NASTY))("of %s is read, or its fault is shown in a few lines", (_name, text) => {
		expectTold(read(Buffer.from(text as string)));
	});

	test("of any bytes is read, or its fault is shown in a few lines", () => {
		const bytes = fc.uint8Array({ maxLength: 200 });
		fc.assert(
			fc.property(bytes, (given) => expectTold(read(given))),
			{ numRuns: 100 },
		);
	});

	test("of anything like a real one is read, or its fault is shown in a few lines", () => {
		const pieces = [
			"job",
			"sender",
			"text",
			",",
			";",
			"\t",
			"\n",
			"\r\n",
			'"',
			"sep=;",
			"you",
			"{",
			"}",
			"[",
			"]",
			":",
		];
		const words = fc.array(fc.constantFrom(...pieces, '"messages"', '"text"', "é", "\u2028"), {
			maxLength: 40,
		});
		fc.assert(
			fc.property(words, (given) => expectTold(read(Buffer.from(given.join(""))))),
			{ numRuns: 100 },
		);
	});
});

function expectTold(told: number | string): void {
	if (typeof told === "number") return;
	expect(told.length).toBeGreaterThan(0);
	expect(told.length).toBeLessThan(1000);
	expect(told).not.toMatch(/\n\s+at |node:internal|node_modules|undefined|\[object/);
}

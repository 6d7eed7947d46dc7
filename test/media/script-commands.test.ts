import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseConversationText } from "../../shared/video/conversation/parse.ts";
import { parseScript } from "../../shared/video/conversation/read/check-script.ts";
import { type CommandOptions, runCommand } from "../helpers/command.ts";
import { streamInfo } from "../helpers/ffmpeg.ts";

const dir = mkdtempSync(join(tmpdir(), "scripts-"));
afterAll(() => rmSync(dir, { recursive: true }));

const ROOMY = { MIN_FREE_DISK_GIB: "0", MIN_FREE_MEMORY_GIB: "0" };
const run = (name: string, args: readonly string[], options: CommandOptions = {}) =>
	runCommand(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/run.cjs", name, ...args], {
		...options,
		env: { ...ROOMY, ...options.env },
	});
const convert = (args: readonly string[], stdin = "") => run("convert", args, { stdin });

function write(name: string, text: string | Uint8Array): string {
	const file = join(dir, name);
	writeFileSync(file, text);
	return file;
}

const SCRIPT = `contact: Maya
theme: whatsapp
size: 240 x 426
duration: 3

# Not of the chat
them: You brought your dog?
me: He brought me, actually
[Maya reacts ❤️]
`;
const file = write("chat.txt", SCRIPT);

describe("npm run convert", () => {
	test("prints JSON of a script that says the same, with a line a message", async () => {
		const { code, stdout, stderr } = await convert([file]);
		expect([code, stderr]).toEqual([0, ""]);
		expect(parseConversationText(stdout)).toEqual(parseScript(SCRIPT));
		expect(stdout.split("\n")).toContain('\t\t{ "sender": "them", "text": "You brought your dog?" },');
	});

	test("prints a script of JSON that says the same, through stdin too", async () => {
		const json = readFileSync("examples/group.json", "utf8");
		const { code, stdout, stderr } = await convert(["-", "--script"], json);
		expect([code, stderr]).toEqual([0, ""]);
		expect(parseScript(stdout).messages).toHaveLength(parseConversationText(json).messages.length);
		const again = await convert(["-", "--script"], stdout);
		expect(again.stdout).toBe(stdout);
	});

	test("says that it leaves out the comments of a script", async () => {
		const { code, stdout, stderr } = await convert([file, "--script"]);
		expect([code, stderr]).toEqual([0, "Warning: the comments of the script are left out.\n"]);
		expect(parseScript(stdout)).toEqual(parseScript(SCRIPT));
	});

	test("writes a file, but not over what it reads", async () => {
		const output = join(dir, "out.json");
		const { code, stdout } = await convert([file, "--output", output]);
		expect([code, stdout]).toEqual([0, `${output}\n`]);
		expect(parseConversationText(readFileSync(output, "utf8"))).toEqual(parseScript(SCRIPT));
		const over = await convert([file, "--output", file]);
		expect([over.code, over.stderr]).toEqual([2, expect.stringContaining("would be lost")]);
		expect(readFileSync(file, "utf8")).toBe(SCRIPT);
		const nowhere = await convert([file, "--output", join(dir, "no", "out.json")]);
		expect([nowhere.code, nowhere.stderr.trim().split("\n").length]).toEqual([1, 1]);
	});

	test.each([
		["no file", [], "", "A conversation is missing"],
		["a file that is not there", ["nowhere.txt"], "", "nowhere.txt cannot be read"],
		["a folder", ["examples"], "", "it is a folder"],
		["an unknown flag", [file, "--skript"], "", "--skript"],
		["a line that is none", ["-"], "me: hi\nyou there?\n", "line 2, column 1: expected an event of the chat"],
		["a misspelt theme", ["-"], "theme: watsapp\n\nme: hi", "line 1, column 8: expected a theme's name"],
		["an empty script", ["-"], "# nothing\n", "expected messages"],
		["broken JSON", ["-"], '{"messages": [\n}', "line 2, column 1"],
		["a WhatsApp export", ["-"], "[31.12.23, 22:15:00] Ann: hi", "This seems to be a WhatsApp export"],
		["CSV", ["-"], "job,sender,text\na,you,Hi", "This seems to be CSV"],
		["a page", ["-"], "<!doctype html><p>Hi", "This seems to be a page"],
	])("ends with 2 and a sentence for %s", async (_, args, stdin, words) => {
		const { code, stdout, stderr } = await convert(args, stdin);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain(words);
	});

	test("takes UTF-16 with its mark, and refuses Latin-1 with the place of its byte", async () => {
		const utf16 = write("utf16.txt", Buffer.from(`\ufeff${SCRIPT}`, "utf16le"));
		expect((await convert([utf16])).stdout).toBe((await convert([file])).stdout);
		const latin = await convert([write("latin1.txt", Buffer.from("me: hi\nthem: Zoé", "latin1"))]);
		expect([latin.code, latin.stderr]).toEqual([2, expect.stringContaining("line 2, column 9")]);
	});
});

describe("a script", () => {
	test("becomes a video, with flags before what it says", async () => {
		const output = join(dir, "out.mp4");
		const args = [file, "--output", output, "--no-quota", "--fps", "24", "--no-sound"];
		const { code, stderr } = await run("render", args);
		expect([code, stderr]).toEqual([0, ""]);
		expect(streamInfo(output)).toMatchObject({ widthPx: 240, heightPx: 426, fps: 24, audio: null });
	});

	test("is refused with its lines before any work", async () => {
		const bad = write("bad.txt", "contact: Maya\n\nme: hi\n[reply to dog]\n[sented]\nBen: hi\nZoe: hi\n");
		const output = join(dir, "bad.mp4");
		const { code, stderr } = await run("render", [bad, "--output", output, "--no-quota"]);
		expect(code).toBe(2);
		const places = [...stderr.matchAll(/^ {2}line (\d+), column (\d+): /gm)].map(([, line, column]) => [
			Number(line),
			Number(column),
		]);
		expect(places).toContainEqual([5, 1]);
		expect(places).toContainEqual([6, 1]);
	});

	test("with a picture that is missing is refused at its line, also in a batch", async () => {
		const bad = write("picture.txt", "size: 240x426\n\nme: hi\n[image nowhere.jpg]\n");
		const words = "line 4, column 8: expected a picture";
		const { code, stderr } = await run("render", [bad, "--output", join(dir, "picture.mp4"), "--no-quota"]);
		expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
		const out = ["--out-dir", join(dir, "pictures"), "--data", join(dir, "picture-data")];
		const batch = await run("batch", [bad, ...out]);
		expect([batch.code, batch.stdout]).toEqual([1, expect.stringContaining(words)]);
	});

	test("has warnings that name its lines, and pointers in JSON", async () => {
		const long = write("long.txt", `size: 240x426\n\n# Long\nthem: ${"on and on ".repeat(30)}\n`);
		const args = [long, "--output", join(dir, "long.mp4"), "--no-quota"];
		const { code, stdout } = await run("render", args);
		expect([code, stdout]).toEqual([
			0,
			expect.stringMatching(/^ {2}line 4 has \d+ characters.*\[LONG_MESSAGE\]$/m),
		]);
		const json = await run("render", [...args, "--json"]);
		expect(JSON.parse(json.stdout).warnings).toContainEqual(
			expect.objectContaining({ code: "LONG_MESSAGE", pointer: "/messages/0/text" }),
		);
	});

	test("is quoted, and its faults are listed with their lines", async () => {
		const data = ["--data", join(dir, "data")];
		const good = await run("quote", [file, ...data, "--json"]);
		expect([good.code, JSON.parse(good.stdout)]).toMatchObject([
			0,
			{ valid: true, errors: [], durationSeconds: 3 },
		]);
		const flagged = await run("quote", [file, ...data, "--fps", "1000"]);
		expect([flagged.code, flagged.stdout]).toEqual([2, expect.stringMatching(/^Valid {2}no\n.*video\.fps/)]);
		const bad = await run("quote", ["-", ...data, "--json"], { stdin: "me: hi\n[sented]" });
		expect([bad.code, JSON.parse(bad.stdout)]).toMatchObject([
			2,
			{ valid: false, errors: [{ line: 2, column: 1 }] },
		]);
	});

	test("is a job of a batch, beside JSON", async () => {
		const chat = {
			video: { width: 240, height: 426, durationSeconds: 1 },
			messages: [{ sender: "you", text: "Hi" }],
		};
		const json = write("other.json", JSON.stringify(chat));
		const bad = write("broken.txt", "me: hi\n[sented]\n");
		const out = join(dir, "videos");
		const args = [file, json, bad, "--out-dir", out, "--data", join(dir, "batch-data")];
		const { code, stdout } = await run("batch", args);
		expect(code).toBe(1);
		expect(stdout).toContain("line 2, column 1: expected an event in brackets");
		expect(streamInfo(join(out, "chat.mp4"))).toMatchObject({ widthPx: 240 });
		expect(streamInfo(join(out, "other.mp4"))).toMatchObject({ widthPx: 240 });
	});
});

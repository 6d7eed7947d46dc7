import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { PPS_ID } from "../../shared/video/encode/h264/pps.ts";
import { encodeFilm } from "../helpers/encode-film.ts";
import { decodeI420, ffmpeg } from "../helpers/ffmpeg.ts";
import { filmOf } from "../helpers/film.ts";
import { readStream } from "../helpers/h264-pictures.ts";
import { brokenRules } from "../helpers/h264-rules.ts";
import { decodeRaw, decoders } from "../helpers/h264-strips.ts";

/** Conversations, what the fast engine made of them, and the frames that the decoders of its README showed. */
const STREAMS = join(import.meta.dirname, "../fixtures/streams");
const names = readdirSync(STREAMS).flatMap((file) => file.match(/^(.*)\.264$/)?.[1] ?? []);
const folder = mkdtempSync(join(tmpdir(), "chatreel-decoders-"));
afterAll(() => rmSync(folder, { recursive: true }));

const conversationOf = (name: string) => JSON.parse(readFileSync(join(STREAMS, `${name}.json`), "utf8"));
const md5 = (frame: Buffer) => createHash("md5").update(frame).digest("hex");

test("there are streams", () => {
	expect(names).toEqual(["dots", "fades", "keys", "mixes", "repeats", "rests", "scrolls"]);
});

describe.each(names)("the stream of %s", (name) => {
	const stream = readFileSync(join(STREAMS, `${name}.264`));
	const { width, height } = conversationOf(name).video;

	test.each(decoders())("shows in %s the frames that it shows elsewhere", (decoder) => {
		const frames = decodeRaw(stream, { widthPx: width, heightPx: height }, decoder).map(md5);
		expect(frames).toEqual(
			readFileSync(join(STREAMS, `${name}.md5`), "utf8")
				.trimEnd()
				.split("\n"),
		);
	});

	test("is as decoders of all families want it, and so is the one of today", async () => {
		expect(brokenRules(stream)).toEqual([]);
		const { file } = await encodeFilm(
			await filmOf(conversationOf(name)),
			mkdtempSync(join(folder, "render-")),
		);
		const today = join(folder, `${name}.264`);
		ffmpeg(["-i", file, "-c", "copy", "-bsf:v", "h264_mp4toannexb", "-an", today]);
		const written = readFileSync(today);
		expect(brokenRules(written)).toEqual([]);
		expect(readStream(written).pictures.length).toBe(decodeI420(file).length);
	});
});

test("the streams have as many disposable pictures in a row as may be, and pictures of every kind", () => {
	const all = names.flatMap((name) => readStream(readFileSync(join(STREAMS, `${name}.264`))).pictures);
	const kinds = all.map((picture) => {
		const [first, ...more] = picture;
		if (first?.isKey) return "key";
		const use = first?.isReference
			? "reference"
			: picture.some(({ type }) => type === "B")
				? "between"
				: "disposable";
		return `${use} of ${more.length === 0 ? "one slice" : "several"}`;
	});
	const both = (use: string) => [`${use} of one slice`, `${use} of several`];
	expect(new Set(kinds)).toEqual(
		new Set(["key", ...both("reference"), ...both("between"), "disposable of several"]),
	);
	expect(kinds.join().includes(Array(4).fill("disposable of several").join())).toBe(true);
	expect(new Set(all.map(([first]) => first?.ppsId))).toEqual(new Set(Object.values(PPS_ID)));
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNodeMachine } from "../../shared/video/node/node-machine.ts";
import { quoteVideo } from "../../shared/video/quote-video.ts";
import { renderVideo } from "../../shared/video/render-video.ts";
import { WORK_WORDS } from "../../sites/studio/work/words.ts";
import { snrOf } from "../helpers/aac.ts";
import { HAS_CHROMIUM, launchChromium } from "../helpers/chromium.ts";
import { complaintsOf, HAS_DEBIAN_FFMPEG } from "../helpers/debian-ffmpeg.ts";
import { decodePcm, ffmpeg, streamInfo } from "../helpers/ffmpeg.ts";
import { colourBox, isFaststart, sampleTables, topLevelBoxes, trackTimes } from "../helpers/mp4.ts";
import { openPlayer } from "../helpers/player.ts";
import type * as inPage from "./page/export-page.ts";
import { openPage } from "./page/open-page.ts";
import { OTHER_ENCODERS } from "./page/other-encoders.ts";

const ROOT = join(import.meta.dirname, "../..");
const WORKER = join(ROOT, "sites/studio/work/work-worker.ts");

const example = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, "examples", name), "utf8"));

/** Also of what was caught: a policy's report is sent all the same. */
const REPORT_VIOLATIONS =
	"addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective));";

/** Its height is no multiple of 16, its sounds overlap, and its volume is one of its own. */
const hasty = {
	video: { width: 240, height: 426, fps: 24, durationSeconds: 6 },
	sound: { volume: 0.35 },
	messages: [
		{ sender: "them", text: "Are you there?", timestamp: 0.5 },
		{ sender: "you", text: "Yes", timestamp: 0.6 },
		{ sender: "you", text: "Of course", timestamp: 0.75 },
		{ sender: "them", text: "Then open the door", timestamp: 3 },
		{ sender: "you", text: "It is not me who is at home", timestamp: 4.5 },
	],
};
const silent = { ...hasty, sound: false };

const CHATS: Readonly<Record<string, unknown>> = {
	hasty,
	"whatsapp.json": example("whatsapp.json"),
	"group.json": example("group.json"),
};

declare const page: typeof inPage;

describe.skipIf(!HAS_CHROMIUM)("a video made in the browser", () => {
	const machine = createNodeMachine();
	const complaints: string[] = [];
	/** Frames that encoders were given. */
	const counts: number[] = [];
	let dir: string;
	let browser: Browser;
	let opened: Page;
	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), "chatreel-export-"));
		browser = await launchChromium();
		const others = Object.entries(OTHER_ENCODERS).map(
			([address, before]) => [address, { entry: WORKER, before }] as const,
		);
		opened = await openPage(browser, join(import.meta.dirname, "page/export-page.ts"), {
			"/work-worker.js": { entry: WORKER, before: REPORT_VIOLATIONS },
			...Object.fromEntries(others),
		});
		opened.on("console", (message) => {
			if (message.type() === "error") complaints.push(message.text());
			const [, count] = /^encoded (\d+)$/.exec(message.text()) ?? [];
			if (count !== undefined) counts.push(Number(count));
		});
	});
	afterAll(async () => {
		await browser?.close();
		rmSync(dir, { recursive: true });
	});

	/** Exports to a file. */
	const exportTo = async (name: string, conversation: unknown) => {
		const handed = await opened.evaluate((given) => page.exportVideo(given), conversation);
		if (handed.kind !== "exported") throw new Error(`it was ${JSON.stringify(handed)}`);
		const file = join(dir, `${name}.mp4`);
		writeFileSync(file, Buffer.from(handed.file, "base64"));
		return { ...handed, file };
	};

	describe.each(Object.keys(CHATS))("of %s", (name) => {
		let theirs: string;
		let made: Awaited<ReturnType<typeof exportTo>>;
		beforeAll(async () => {
			theirs = join(dir, `${name}.server.mp4`);
			await renderVideo(CHATS[name], { output: theirs }, machine);
			made = await exportTo(name, CHATS[name]);
		});

		test("has every frame of the server's video, at a constant rate", async () => {
			const [pictures, sound] = await trackTimes(made.file);
			const [theirPictures, theirSound] = await trackTimes(theirs);
			expect(pictures?.packets.map(({ startSeconds }) => startSeconds)).toEqual(
				theirPictures?.packets.map(({ startSeconds }) => startSeconds),
			);
			expect(pictures?.packets).toHaveLength(made.video.frames);
			expect(pictures?.endSeconds).toBeCloseTo(made.video.durationSeconds, 6);
			expect(sound?.startSeconds).toBe(theirSound?.startSeconds);
			expect(sound?.endSeconds).toBe(theirSound?.endSeconds);
			const { widthPx, heightPx, fps, video } = streamInfo(made.file);
			expect(streamInfo(theirs)).toMatchObject({ widthPx, heightPx, fps });
			expect(video).toMatch(/^h264 .*yuv420p\(tv, bt709/);
		});

		test("starts before it is loaded whole, and can be sought in every five seconds", async () => {
			expect(topLevelBoxes(made.file)).toEqual(["ftyp", "moov", "mdat"]);
			expect(isFaststart(made.file)).toBe(true);
			expect(sampleTables(made.file).flat()).not.toContain("ctts");
			if (HAS_DEBIAN_FFMPEG) expect(complaintsOf(made.file)).toBe("");
			expect(colourBox(made.file)).toEqual({ type: "nclx", codes: [1, 1, 1], isFullRange: false });
			const [pictures] = await trackTimes(made.file);
			const keys =
				pictures?.packets.filter(({ isKey }) => isKey).map(({ startSeconds }) => startSeconds) ?? [];
			expect(keys.slice(0, 2)).toEqual([0, 5]);
		});

		// Measured: 41.2 dB at the least, and 43 to 48 as a mean.
		test("looks like the server's in each frame", () => {
			const compared = ["-i", made.file, "-i", theirs, "-lavfi", "psnr", "-f", "null", "-"];
			const [, least] = /PSNR .* min:([\d.]+)/.exec(ffmpeg(compared).stderr) ?? [];
			expect(Number(least)).toBeGreaterThanOrEqual(40);
		});

		test("sounds like the server's, and starts where that starts", () => {
			const [ours, other] = [decodePcm(made.file), decodePcm(theirs)];
			expect(ours.length).toBe(other.length);
			expect(firstHeard(ours)).toBeGreaterThan(0);
			expect(Math.abs(firstHeard(ours) - firstHeard(other))).toBeLessThan(48);
			expect(snrOf(ours, other)).toBeGreaterThan(45);
			expect(snrOf(ours.subarray(1), other.subarray(0, -1))).toBeLessThan(40);
		});

		test("comes with a poster of half its size, a name and progress", async () => {
			const png = Buffer.from(made.poster, "base64");
			expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
			expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(
				[made.video.widthPx, made.video.heightPx].map((px) => px / 2),
			);
			expect(made.type).toBe("video/mp4");
			expect(made.video.name).toMatch(/^[\p{L}\p{M}\p{N}-]+$/u);
			expect(made.progress[0]).toBe(0);
			expect(made.progress).toEqual(made.progress.toSorted((a, b) => a - b));
			expect(made.progress.at(-1)).toBeLessThanOrEqual(1);
		});

		test("costs on a server what its own quote says", async () => {
			const answer = await opened.evaluate((given) => page.quote(given), CHATS[name]);
			const { quotedCpuSeconds, errorBand: _, bytes, ...rest } = await quoteVideo(CHATS[name], {}, machine);
			expect(answer).toMatchObject({ kind: "quoted", quote: { cpuSeconds: quotedCpuSeconds, ...rest } });
			// The widths of texts are sums of fractions, and may be rounded to another byte.
			const own = answer?.kind === "quoted" ? answer.quote.bytes : { low: 0, high: 0 };
			for (const bound of ["low", "high"] as const)
				expect(Math.abs(own[bound] - bytes[bound])).toBeLessThan(2);
		});
	});

	test("plays to its end in the browser, with sound", async () => {
		const { file } = await exportTo("played", hasty);
		const player = await openPlayer(browser, file, 24);
		try {
			expect(await player.size()).toEqual({ widthPx: 240, heightPx: 426 });
			expect(await player.playToEnd()).toMatchObject({ error: null, hasSound: true });
		} finally {
			await player.close();
		}
	});

	test("has no sound track where the conversation has none", async () => {
		const { file } = await exportTo("silent", silent);
		expect((await trackTimes(file)).map(({ kind }) => kind)).toEqual(["video"]);
	});

	test("is cancelled in the middle, and made when asked for again", async () => {
		const cancelled = await opened.evaluate((given) => page.exportVideo(given, 0.2), CHATS["group.json"]);
		expect(cancelled).toMatchObject({ kind: "cancelled" });
		const again = await opened.evaluate((given) => page.exportVideo(given), hasty);
		expect(again.kind).toBe("exported");
	});

	test("leaves time for a quote, and refuses a second export", async () => {
		const kinds = await opened.evaluate((given) => page.quoteWhileExporting(given), CHATS["group.json"]);
		expect(kinds.toSorted()).toEqual(["exported", "failed", "quoted"]);
		expect(kinds.at(-1)).toBe("exported");
	});

	test("is refused with all faults of the conversation, as is its quote", async () => {
		const faulty = { messages: [{ sender: "me", text: "hi" }, { sender: "you" }] };
		const answers = [
			await opened.evaluate((given) => page.exportVideo(given), faulty),
			await opened.evaluate((given) => page.quote(given), faulty),
		];
		for (const answer of answers)
			expect(answer).toMatchObject({ kind: "faulty", faults: [{ pointer: "/messages/0/sender" }, {}] });
	});

	test("is quoted for the newest of many conversations", async () => {
		const answers = await opened.evaluate((given) => page.quoteAll(given), [hasty, silent, silent, hasty]);
		expect(answers.map((answer) => answer?.kind)).toEqual(["quoted", undefined, undefined, "quoted"]);
	});

	test.each([
		["has no encoder", "/without-encoder.js", WORK_WORDS.noEncoder],
		["does not encode H.264", "/without-h264.js", WORK_WORDS.noFormat],
		["has an encoder that hangs", "/hanging-encoder.js", WORK_WORDS.trialFailed],
		["says that it encodes and does not", "/lying-encoder.js", WORK_WORDS.trialFailed],
	] as const)("is refused with the reason where the browser %s", async (_, address, words) => {
		const { tried, exported } = await opened.evaluate(([worker, given]) => page.exportBy(worker, given), [
			address,
			hasty,
		] as const);
		expect(tried).toMatchObject({ kind: "tried", canExport: false, words });
		expect(exported).toMatchObject({ kind: "failed", words });
	});

	test.each([
		["few of which are encoded", "/counting-encoder.js", 1, 72],
		["all encoded where pictures cannot be added to the stream", "/layered-encoder.js", 144, 144],
	] as const)("has every frame, %s", async (_, address, least, most) => {
		counts.length = 0;
		const { exported } = await opened.evaluate(([worker, given]) => page.exportBy(worker, given), [
			address,
			silent,
		] as const);
		if (exported.kind !== "exported") throw new Error(`it was ${exported.kind}`);
		const file = join(dir, "counted.mp4");
		writeFileSync(file, Buffer.from(exported.file, "base64"));
		expect((await trackTimes(file))[0]?.packets).toHaveLength(144);
		expect(streamInfo(file)).toMatchObject({ widthPx: 240, heightPx: 426, fps: 24 });
		// After the two of a trial.
		expect(counts.at(-1)).toBeGreaterThanOrEqual(least);
		expect(counts.at(-1)).toBeLessThanOrEqual(most);
	});

	test("fails rather than lose a frame", async () => {
		const { exported } = await opened.evaluate(
			(given) => page.exportBy("/dropping-encoder.js", given),
			hasty,
		);
		expect(exported).toMatchObject({ kind: "failed", words: WORK_WORDS.encoderFailed });
		const [ours, rest] = [complaints.filter(isLostFrame), complaints.filter((text) => !isLostFrame(text))];
		expect(ours).toHaveLength(1);
		complaints.splice(0, complaints.length, ...rest);
	});

	test("was made under a strict policy without a complaint", () => {
		expect(complaints).toEqual([]);
	});
});

const isLostFrame = (text: string) => /\d+ frames were encoded to \d+/.test(text);

/** The first sample that is loud enough to be heard. */
const firstHeard = (samples: Float32Array) => samples.findIndex((sample) => Math.abs(sample) > 0.003);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createVideoStream } from "../../shared/video/encode/h264/video-stream.ts";
import { createMp4Writer } from "../../shared/video/node/encode/mp4-writer.ts";
import { complaintsOf, HAS_DEBIAN_FFMPEG } from "../helpers/debian-ffmpeg.ts";
import { decodeI420, ffmpeg, ffmpegPath } from "../helpers/ffmpeg.ts";
import { codedOf, expectEqual, expectShown, stripsBySeed } from "../helpers/h264-decoded.ts";
import { type ModelPicture, shownPictures } from "../helpers/h264-model.ts";
import { sampleTables, trackTimes } from "../helpers/mp4.ts";

type Between = Extract<ModelPicture, { kind: "between" }>;

const size = { widthPx: 64, heightPx: 128 };
const key = stripsBySeed({ ...size, qp: 26 }, [1, 2]);
const band = stripsBySeed({ widthPx: 64, heightPx: 16, qp: 26 }, [3, 4, 5]);
const first: ModelPicture = { kind: "key", strip: key(1) };
const rest = (betweenCount: number, atMb = 5): ModelPicture => ({
	...{ kind: "inter", isReference: true, betweenCount },
	scrolls: [{ fromMb: 1, toMb: 5, shiftPx: 32 }],
	bands: [{ atMb, strip: band(3) }],
});
const between = (parts: Partial<Between>): Between => ({
	...{ kind: "between", weight: null, moves: [], bands: [] },
	...parts,
});
const scrolled = (shiftPx: number) =>
	between({
		moves: [
			{ fromMb: 1, toMb: 4, shiftPx, of: "before" },
			{ fromMb: 4, toMb: 7, shiftPx: shiftPx - 32, of: "after" },
		],
	});

describe("a picture between two references", () => {
	test("scrolls from the one before and the one after", () => {
		expectShown([first, rest(3), scrolled(6), scrolled(16), scrolled(28), { kind: "repeat" }], size);
	});

	test("mixes both by any weight, also beside what is new and what moves", () => {
		const moves = [{ fromMb: 5, toMb: 7, shiftPx: -18, of: "before" as const }];
		const bands = [{ atMb: 2, strip: band(4) }];
		const weights = [0, 1, 31, 32, 33, 63, 64].map((weight) => between({ weight }));
		const others = [between({ weight: 20, bands }), between({ weight: 40, bands, moves })];
		expectShown([first, rest(9), ...weights, ...others, { kind: "repeat" }], size);
	});

	test("ends with a row that moves, from either", () => {
		const ending = (of: "before" | "after", shiftPx: number) =>
			between({ moves: [{ fromMb: 4, toMb: 8, shiftPx, of }] });
		const pictures = [ending("before", -48), ending("after", -2), ending("before", 0), ending("after", 0)];
		expectShown([first, rest(4), ...pictures, { kind: "repeat" }], size);
	});

	test("refers to a repeat as to the picture that it repeats, and may be many", () => {
		const many = Array.from({ length: 40 }, (_, index) => scrolled(2 + 2 * (index % 15)));
		const repeats = Array.from({ length: 20 }, () => ({ kind: "repeat" }) as const);
		expectShown([first, ...repeats, rest(40), ...many, ...repeats, rest(1, 2), scrolled(8)], size);
	});

	test("may be the last before a key frame", () => {
		expectShown([first, rest(1), scrolled(8), { kind: "key", strip: key(2) }, { kind: "repeat" }], size);
	});
});

describe.each([["one row", 1] as const, ["two rows", 2] as const])(
	"an MP4 with %s of such pictures",
	(_, rowCount) => {
		const repeats = Array.from({ length: 4 }, () => ({ kind: "repeat" }) as const);
		const row = [first, rest(2), scrolled(6), between({ weight: 12 }), ...repeats];
		const delays = [0, 2, -1, -1, 0, 0, 0, 0];
		const all = Array.from({ length: rowCount }, () => row).flat();
		const dir = mkdtempSync(join(tmpdir(), "chatreel-between-"));
		const file = join(dir, "between.mp4");
		beforeAll(async () => {
			const features = { isReordered: true, isWeighted: true };
			const stream = createVideoStream({ ...size, fps: 30, first: key(1).coded, features });
			const { sps, pps } = stream;
			const writer = await createMp4Writer(file, { video: { ...size, fps: 30, sps, pps }, audio: null });
			for (const [index, picture] of all.entries()) {
				const place = { isKey: picture.kind === "key", delay: delays[index % row.length] ?? 0 };
				await writer.addPicture(stream.add(codedOf(picture)), place);
			}
			await writer.finish();
		});
		afterAll(() => rmSync(dir, { recursive: true }));

		test("shows each at its time, from 0 on without a gap", async () => {
			const [video] = await trackTimes(file);
			const frames = video?.packets.map(({ startSeconds }) => Math.round(startSeconds * 30 * 1000) / 1000);
			expect(frames).toEqual(all.map((_, index) => index));
			const keys = all.flatMap(({ kind }, index) => (kind === "key" ? [index] : []));
			expect(video?.packets.flatMap(({ isKey }, index) => (isKey ? [index] : []))).toEqual(keys);
			expect(video).toMatchObject({ startSeconds: 0, endSeconds: all.length / 30 });
			expect(sampleTables(file)[0]).toContain("ctts");
		});

		test("decodes without a word, in two ffmpegs, to what its parts say", () => {
			expectEqual(decodeI420(file), shownPictures(all, size));
			expect(complaintsOf(file, ffmpegPath)).toBe("");
			if (HAS_DEBIAN_FFMPEG) expect(complaintsOf(file)).toBe("");
		});

		test("keeps its times where ffmpeg copies it", async () => {
			const copy = join(dir, "copy.mp4");
			expect(ffmpeg(["-loglevel", "warning", "-i", file, "-c", "copy", copy]).stderr).toBe("");
			const times = async (path: string) =>
				(await trackTimes(path))[0]?.packets.map((each) => each.startSeconds);
			expect(await times(copy)).toEqual(await times(file));
		});
	},
);

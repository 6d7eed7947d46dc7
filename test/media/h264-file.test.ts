import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { decodeI420, ffmpeg, streamInfo } from "../helpers/ffmpeg.ts";
import { expectEqual, streamOf, stripsBySeed } from "../helpers/h264-decoded.ts";
import { type ModelPicture, shownPictures } from "../helpers/h264-model.ts";
import { trackTimes } from "../helpers/mp4.ts";

let dir: string;
beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), "chatreel-h264-"));
});
afterEach(() => {
	rmSync(dir, { recursive: true });
});

const FPS = 25;
const size = { widthPx: 72, heightPx: 90 };
const key = stripsBySeed({ ...size, qp: 26 }, [1, 2]);
const band = stripsBySeed({ widthPx: 72, heightPx: 16, qp: 26 }, [3, 4]);

/** A second that starts with a key: a repeat, a disposable band, a band that stays, a scroll, a still. */
const second = (seed: number): readonly ModelPicture[] => [
	{ kind: "key", strip: key(seed) },
	{ kind: "repeat" },
	{ kind: "inter", isReference: false, scrolls: [], bands: [{ atMb: 2, strip: band(3) }] },
	{ kind: "inter", isReference: true, scrolls: [], bands: [{ atMb: 2, strip: band(4) }] },
	{ kind: "inter", isReference: true, scrolls: [{ fromMb: 1, toMb: 4, shiftPx: 14 }], bands: [] },
	...Array.from({ length: FPS - 5 }, (): ModelPicture => ({ kind: "repeat" })),
];
const pictures = [...second(1), ...second(2), ...second(2)];

/** The pictures in an MP4, muxed by ffmpeg without coding. */
function mux(): string {
	const bare = join(dir, "bare.264");
	const file = join(dir, "video.mp4");
	writeFileSync(bare, streamOf(pictures, size, { fps: FPS }));
	ffmpeg(["-f", "h264", "-r", `${FPS}`, "-i", bare, "-c", "copy", "-movflags", "+faststart", file]);
	return file;
}

test("ffmpeg muxes a stream by -c copy, picture for picture", async () => {
	const file = mux();
	expectEqual(decodeI420(file), shownPictures(pictures, size));
	const info = streamInfo(file);
	expect(info).toMatchObject({ ...size, fps: FPS });
	expect(info.video).toContain("h264 (High)");
	expect(info.video).toContain("yuv420p(tv, bt709)");

	const [track] = await trackTimes(file);
	expect(track).toMatchObject({ codec: "avc", startSeconds: 0, endSeconds: 3 });
	expect(track?.packets.flatMap(({ isKey }, index) => (isKey ? [index] : []))).toEqual([0, 25, 50]);
	expect(track?.packets.map(({ startSeconds }) => Math.round(startSeconds * FPS))).toEqual(
		pictures.map((_, index) => index),
	);
});

test.each([1, 2])("a cut at key frame %i is whole", (seconds) => {
	const cut = join(dir, "cut.mp4");
	ffmpeg(["-ss", `${seconds}`, "-i", mux(), "-c", "copy", cut]);
	expectEqual(decodeI420(cut), shownPictures(pictures, size).slice(seconds * FPS));
});

import { expect, test } from "vitest";
import { listVideoConfigs } from "../../../../sites/studio/work/video-config.ts";

// As the server's files: above what the pictures alone need (ITU-T H.264, table A-1), for their slices and vectors.
test.each([
	[1080, 1920, 30, "28"],
	[1920, 1080, 60, "2a"],
	[720, 1280, 30, "20"],
	[240, 426, 24, "1f"],
])("%i × %i at %i is asked for in the level of the server's file", (widthPx, heightPx, fps, level) => {
	const codecs = listVideoConfigs({ widthPx, heightPx, fps }).map(({ codec }) => codec);
	const once = [`avc1.6400${level}`, `avc1.4d00${level}`, `avc1.42e0${level}`];
	expect(codecs).toEqual([...once, ...once]);
});

test("1080 × 1920 at 30 may take 8 Mbit a second", () => {
	const [config] = listVideoConfigs({ widthPx: 1080, heightPx: 1920, fps: 30 });
	expect(config?.bitrate).toBeGreaterThan(7.9e6);
	expect(config?.bitrate).toBeLessThan(8.1e6);
});

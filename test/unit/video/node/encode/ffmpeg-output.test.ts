import { expect, test } from "vitest";
import { lastLines, readCpuMs } from "../../../../../shared/video/node/encode/ffmpeg-output.ts";

test("the CPU is user and system time of ffmpeg's benchmark line", () => {
	const lines = ["frame=   90", "bench: utime=8.230s stime=1.972s rtime=11.202s", "bench: maxrss=178216kB"];
	expect(readCpuMs(lines)).toBe(10_202);
});

test("an older ffmpeg's line has no system time, and no line is no time", () => {
	expect(readCpuMs(["bench: utime=0.250s"])).toBe(250);
	expect(readCpuMs(["frame=   90"])).toBe(0);
});

test("the last twenty lines are kept, empty ones left out", () => {
	const lines = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? `line ${index}` : " "));
	expect(lastLines(lines)).toHaveLength(20);
	expect(lastLines(lines).at(-1)).toBe("line 58");
});

test("paths lose their folders, and nothing else is taken for a path", () => {
	expect(
		lastLines(["/srv/app-1/tmp/x.mp4: No space left", "'/a/b c' at 1/2 and/or N/A, see https://a.b/c/d"]),
	).toEqual(["x.mp4: No space left", "'b c' at 1/2 and/or N/A, see https://a.b/c/d"]);
});

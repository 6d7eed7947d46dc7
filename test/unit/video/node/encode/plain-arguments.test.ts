import { expect, test } from "vitest";
import { plainArguments } from "../../../../../shared/video/node/encode/plain-arguments.ts";
import { emptyFilm } from "../../../../helpers/test-film.ts";

const film = emptyFilm([3, 4], { widthPx: 1080, heightPx: 1920, fps: 24 });
const settings = { crf: 20, preset: "fast" };
const withSound = (sampleRate: number) => ({ ...film, sound: { sampleRate, effects: [], starts: [] } });

/** The value that follows an option, looked for from the given argument on. */
function argumentOf(args: readonly string[], option: string, from = 0): string | undefined {
	const at = args.indexOf(option, from);
	return at === -1 ? undefined : args[at + 1];
}

test("pictures are announced with their size, layout and rate", () => {
	const args = plainArguments(film, settings, "video.mp4");
	const input = args.slice(0, args.indexOf("pipe:0"));
	expect(argumentOf(input, "-f")).toBe("rawvideo");
	expect(argumentOf(input, "-pix_fmt")).toBe("yuv420p");
	expect(argumentOf(input, "-s")).toBe("1080x1920");
	expect(argumentOf(input, "-r")).toBe("24");
});

test("the quality comes from the settings, and a key frame at least every five seconds", () => {
	const args = plainArguments(film, settings, "video.mp4");
	expect(argumentOf(args, "-crf")).toBe("20");
	expect(argumentOf(args, "-preset")).toBe("fast");
	expect(argumentOf(args, "-g")).toBe("120");
});

test("without sound there is one input and no audio codec", () => {
	const args = plainArguments(film, settings, "video.mp4");
	expect(args.filter((arg) => arg === "-i")).toHaveLength(1);
	expect(args).not.toContain("-c:a");
});

test("sound is the second input, at its own rate", () => {
	const args = plainArguments(withSound(44_100), settings, "video.mp4");
	const afterPictures = args.indexOf("pipe:0");
	expect(argumentOf(args, "-f", afterPictures)).toBe("f32le");
	expect(argumentOf(args, "-ar", afterPictures)).toBe("44100");
	expect(argumentOf(args, "-i", afterPictures)).toBe("pipe:3");
	expect(argumentOf(args, "-c:a")).toBe("aac");
});

test("the file's name comes last and names no folder", () => {
	expect(plainArguments(withSound(48_000), settings, "video.mp4").at(-1)).toBe("video.mp4");
	expect(plainArguments(film, settings, "video.mp4").join(" ")).not.toContain("/");
});

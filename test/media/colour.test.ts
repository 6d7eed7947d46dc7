import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { type CoveredPlanes, writeCovered } from "../../shared/video/paint/yuv.ts";
import { ffmpegPath } from "../helpers/ffmpeg.ts";

const WIDTH = 64;
const HEIGHT = 48;
const CONVERSION =
	"scale=flags=area+accurate_rnd+full_chroma_int:out_color_matrix=bt709:out_range=tv,format=yuv420p";

/** Noise that is the same in every run: a linear congruential generator (Numerical Recipes, 1992, ranqd1). */
function noise(): Uint8Array {
	let state = 1;
	return Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, (_, index) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return index % 4 === 3 ? 255 : state >>> 24;
	});
}

function ramps(): Uint8Array {
	return Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, (_, index) => {
		const pixel = Math.floor(index / 4);
		return (
			[4 * (pixel % WIDTH), 5 * Math.floor(pixel / WIDTH), 255 - 4 * (pixel % WIDTH), 255][index % 4] ?? 0
		);
	});
}

test.each([
	["noise", noise()],
	["ramps", ramps()],
])("%s becomes I420 as ffmpeg makes it, within 1", (_, rgba) => {
	const raw = ["-f", "rawvideo", "-s", `${WIDTH}x${HEIGHT}`];
	const args = [
		"-v",
		"error",
		...raw,
		"-pix_fmt",
		"rgba",
		"-i",
		"-",
		"-vf",
		CONVERSION,
		"-f",
		"rawvideo",
		"-",
	];
	const { stdout, stderr } = spawnSync(ffmpegPath, args, { input: rgba });
	expect(stderr.toString()).toBe("");
	const { y, u, v, lumaCoverage, chromaCoverage } = cover(rgba);
	const ours = [...y, ...u, ...v];
	expect(ours.length).toBe(stdout.length);
	const differences = ours.map((sample, index) => Math.abs(sample - (stdout[index] ?? 0)));
	expect(Math.max(...differences)).toBeLessThanOrEqual(1);
	expect(new Set([...lumaCoverage, ...chromaCoverage])).toEqual(new Set([255]));
});

function cover(rgba: Uint8Array): CoveredPlanes {
	const [luma, chroma] = [WIDTH * HEIGHT, (WIDTH * HEIGHT) / 4];
	const planes: CoveredPlanes = {
		...{ y: new Uint8Array(luma), u: new Uint8Array(chroma), v: new Uint8Array(chroma) },
		...{ lumaCoverage: new Uint8Array(luma), chromaCoverage: new Uint8Array(chroma) },
	};
	writeCovered(planes, rgba, WIDTH, HEIGHT);
	return planes;
}

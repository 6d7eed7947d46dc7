import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../../../shared/video/conversation/limits.ts";
import type { SliceSpan } from "../../../../../shared/video/encode/fast/stream-plan.ts";
import { chooseQuantiser, stripArguments } from "../../../../../shared/video/node/encode/strip-arguments.ts";
import { emptyFilm } from "../../../../helpers/test-film.ts";

const jobOf = (slices: number, ...transientSlices: SliceSpan[]) => ({
	film: emptyFilm([1], { widthPx: 322 }),
	settings: { crf: 20, preset: "veryfast" },
	stream: { slices: Array(slices).fill({ hold: 0, row: 0 }), transientSlices, pictures: [] },
});

describe("the ffmpeg that codes strips", () => {
	test("reads raw strips of the video's width and writes them bare", () => {
		const line = stripArguments(jobOf(3)).join(" ");
		expect(line).toContain("-f rawvideo -pix_fmt yuv420p -s 322x16 -r 30 -i pipe:0");
		expect(line).toContain("-preset veryfast -crf 23");
		expect(line).toMatch(/-f h264 pipe:1$/);
		expect(line).not.toContain("zones");
	});

	test("codes transient strips more coarsely", () => {
		const line = stripArguments(jobOf(9, { from: 1, to: 3 }, { from: 6, to: 9 })).join(" ");
		expect(line).toMatch(/:zones=1,2,q=28\/6,8,q=28( |$)/);
	});

	test.each([
		[10, 13],
		[20, 23],
		[28, 30.25],
		[40, 41.125],
	])("takes CRF %i as QP %f", (crf, qp) => {
		expect(chooseQuantiser(crf)).toBe(qp);
	});

	test.each([
		[10, "0.400", true],
		[20, "0.400", true],
		[24, "0.482", true],
		[25, "0.502", false],
		[28, "0.563", false],
		[40, "0.808", false],
	])("at CRF %i flat ground is finer by %s, and bare of deblocking: %s", (crf, strength, isBare) => {
		const settings = { crf, preset: "veryfast" };
		const line = stripArguments({ ...jobOf(1), settings }).join(" ");
		expect(line).toContain(`:aq-strength=${strength}`);
		expect(line.includes(":no-deblock=1")).toBe(isBare);
	});

	test("never asks for more than x264 has", () => {
		const settings = { crf: LIMITS.crf.max, preset: "veryfast" };
		const coarsest = stripArguments({ ...jobOf(2, { from: 1, to: 2 }), settings }).join(" ");
		expect(Number(/zones=1,1,q=(\d+)/.exec(coarsest)?.[1])).toBeLessThanOrEqual(51);
	});
});

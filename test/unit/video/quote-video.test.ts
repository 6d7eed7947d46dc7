import { describe, expect, test } from "vitest";
import type { PlanningMachine } from "../../../shared/video/machine.ts";
import { quoteVideo } from "../../../shared/video/quote-video.ts";
import type { FontFile } from "../../../shared/video/text/font-library.ts";
import { oneFont, quoteMachine } from "../../helpers/measure.ts";
import { pngFile } from "../../helpers/picture-files.ts";

/** All that a quote is given of a machine: it draws nothing, and its font has no ẞ. */
const machine: PlanningMachine = {
	...quoteMachine,
	fonts: {
		listFiles: (family) =>
			oneFont
				.listFiles(family)
				.map((file): FontFile => ({ ...file, cmap: () => ({ has: (codePoint) => codePoint !== 0x1e9e }) })),
	},
};
const conversation = {
	video: { width: 240, height: 426, durationSeconds: 6 },
	messages: [{ sender: "you", text: "Hi ẞ" }],
};

describe("a quote", () => {
	test("says what a video will cost and be, within bands, and what to mind", async () => {
		const quote = await quoteVideo(conversation, {}, machine);
		expect(quote).toMatchObject({ durationSeconds: 6, frames: 180, widthPx: 240, heightPx: 426 });
		const { quotedCpuSeconds, errorBand, bytes, warnings } = quote;
		expect(errorBand.low).toBeLessThan(quotedCpuSeconds);
		expect(errorBand.high).toBeGreaterThan(quotedCpuSeconds);
		expect(bytes.low).toBeLessThan(bytes.high);
		expect(warnings.map(({ code }) => code)).toContain("MISSING_GLYPH");
	});

	test("is of the engine that is named", async () => {
		const fast = await quoteVideo(conversation, {}, machine);
		const plain = await quoteVideo(conversation, { engine: "plain" }, machine);
		expect(plain.quotedCpuSeconds).not.toBe(fast.quotedCpuSeconds);
	});

	test("counts what is to be decoded of each picture that is seen, and decodes none", async () => {
		const quoteOf = async (widthPx: number) => {
			const picture = "maya.png";
			const loadPicture = async () => pngFile({ width: widthPx, height: 1000 });
			const value = { ...conversation, contact: { picture }, theme: { name: "imessage" } };
			return (await quoteVideo(value, { loadPicture }, machine)).quotedCpuSeconds;
		};
		// 20 ms a megapixel.
		expect((await quoteOf(11_000)) - (await quoteOf(1000))).toBeCloseTo(0.2, 2);
	});

	test("is refused where pictures are files and none are read", async () => {
		const refused = quoteVideo({ ...conversation, contact: { picture: "maya.png" } }, {}, machine);
		await expect(refused).rejects.toMatchObject({
			kind: "INVALID_INPUT",
			details: { faults: [{ pointer: "/contact/picture" }] },
		});
	});

	test("is refused for every fault of the conversation", async () => {
		const refused = quoteVideo({ messages: [{ sender: "me", text: "" }] }, {}, machine);
		await expect(refused).rejects.toMatchObject({ kind: "INVALID_INPUT", details: { faultCount: 2 } });
	});
});

import { describe, expect, test } from "vitest";
import { fileSizeWarning, requireFeasible } from "../../../../shared/service/quote/prepare.ts";
import { type PricePorts, priceVideo } from "../../../../shared/service/quote/price.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { quoteMachine } from "../../../helpers/measure.ts";

const ports: PricePorts = {
	engine: "fast",
	machine: quoteMachine,
	findCalibration: async () => ({ coefficients: { fixedMs: 1000 }, low: 0.9, high: 1.1, jobs: 7 }),
};
const text = "A line of words that goes on and on, as if it had no end at all. ".repeat(3);
const messages = Array.from({ length: 20 }, () => ({ sender: "them", text }));
const priced = await priceVideo(parseConversation({ sound: false, messages }), ports);
const { lowBytes, upperBytes } = priced.quote.file;
const holding = (fileBytes: number) => ({ workMs: 10_000, fileBytes });

describe("a file", () => {
	test("that the storage holds whatever it becomes is made without a word", () => {
		expect(() => requireFeasible(priced, holding(upperBytes))).not.toThrow();
		expect(fileSizeWarning(priced, holding(upperBytes))).toBeNull();
	});

	test.each([
		["as large as it may be", upperBytes - 1],
		["as small as it may be", lowBytes],
	])("that may be too large, %s, is made with a warning", (_, fileBytes) => {
		expect(() => requireFeasible(priced, holding(fileBytes))).not.toThrow();
		expect(fileSizeWarning(priced, holding(fileBytes))).toMatchObject({
			code: "FILE_SIZE",
			message: expect.stringContaining(`up to ${upperBytes} bytes, and the storage takes ${fileBytes}`),
		});
	});

	test("that is too large at best is refused, with a length that fits at worst", () => {
		const { durationMs } = priced.video.plan.work;
		const fileBytes = lowBytes - 1;
		const longestSeconds = Math.floor(((durationMs / 1000) * fileBytes) / upperBytes);
		expect(() => requireFeasible(priced, holding(fileBytes))).toThrow(
			expect.objectContaining({
				kind: "INVALID_INPUT",
				message: expect.stringContaining(`Split it into videos of at most ${longestSeconds} s`),
				details: { lowBytes, upperBytes, limitBytes: fileBytes, longestSeconds },
			}),
		);
		expect(fileSizeWarning(priced, holding(fileBytes))).toBeNull();
	});
});

test("a video that cannot end in time is refused with how long it may be", () => {
	const { upperMs } = priced.quote;
	expect(() => requireFeasible(priced, { workMs: upperMs, fileBytes: upperBytes })).not.toThrow();
	const { durationMs } = priced.video.plan.work;
	const longestSeconds = Math.floor(durationMs / 2 / 1000);
	expect(() => requireFeasible(priced, { workMs: upperMs / 2, fileBytes: upperBytes })).toThrow(
		expect.objectContaining({
			kind: "INVALID_INPUT",
			message: expect.stringContaining(`Split it into videos of at most ${longestSeconds} s`),
		}),
	);
});

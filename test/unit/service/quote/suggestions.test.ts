import { describe, expect, test } from "vitest";
import { type PricePorts, priceOf } from "../../../../shared/service/quote/price.ts";
import { suggestionsFor } from "../../../../shared/service/quote/suggestions.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { measureEvenly } from "../../../helpers/measure.ts";

/** A deployment on which frames cost a CPU ms a megapixel, and nothing else costs anything. */
const ports: PricePorts = {
	engine: "plain",
	openStudio: async () => ({
		measure: measureEvenly,
		glyphWarnings: [],
		createPainter: () => {
			throw new Error("A quote draws nothing");
		},
	}),
	planSound: () => {
		throw new Error("These are silent");
	},
	calibrationOf: async () => ({ coefficients: { frameMegapixelMs: 1000 }, low: 0.9, high: 1.1, jobs: 7 }),
};

const silent = (video: object, messageCount: number) =>
	parseConversation({
		video,
		sound: false,
		messages: Array.from({ length: messageCount }, (_, index) => ({
			sender: "them",
			text: `Message ${index}`,
		})),
	});

async function suggestionsAt(conversation: ReturnType<typeof silent>, share: number) {
	const { quote, video, quoteFor } = await priceOf(conversation, ports);
	const mostMs = quote.upperMs * share;
	return suggestionsFor(conversation, video, share, ({ upperMs }) => upperMs <= mostMs, quoteFor);
}

describe("what to change", () => {
	test("is the least of each kind that is enough", async () => {
		const found = await suggestionsAt(silent({ width: 720, height: 1280, fps: 60 }, 10), 0.5);
		expect(found).toMatchObject([
			{ change: "fps", set: { video: { fps: 24 } } },
			{ change: "size", set: { video: { width: 480, height: 854 } } },
			{ change: "length", message: expect.stringMatching(/^Keep the first [345] of the 10 messages/) },
		]);
		for (const each of found) expect(each["errorBand"]).toMatchObject({ jobs: 7 });
	});

	test("is both together where neither alone is enough", async () => {
		const found = await suggestionsAt(silent({ width: 300, height: 300, fps: 60 }, 1), 0.3);
		expect(found).toMatchObject([
			{ change: "fps and size", set: { video: { fps: 24, width: 240, height: 240 } } },
		]);
	});

	test("is the held tail first of all that is long", async () => {
		const found = await suggestionsAt(
			silent({ width: 240, height: 240, fps: 24, durationSeconds: 60 }, 2),
			0.5,
		);
		expect(found).toMatchObject([{ change: "length", message: "Leave out video.durationSeconds." }]);
	});

	test("is nothing where nothing is left to change", async () => {
		expect(await suggestionsAt(silent({ width: 240, height: 240, fps: 24 }, 1), 0.5)).toEqual([]);
	});
});

import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrate } from "../../../../shared/service/quota/calibration.ts";
import { type PricePorts, priceVideo } from "../../../../shared/service/quote/price.ts";
import { type Suggestion, suggestChanges } from "../../../../shared/service/quote/suggestions.ts";
import type { Conversation } from "../../../../shared/video/conversation/conversation.ts";
import { LIMITS } from "../../../../shared/video/conversation/limits.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import type { EngineName } from "../../../../shared/video/encode/engine.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { quoteMachine } from "../../../helpers/measure.ts";
import { readExample } from "../../../helpers/read-example.ts";

/** A deployment on which frames cost a CPU ms a megapixel, and nothing else costs anything. */
const ports: PricePorts = {
	engine: "plain",
	machine: quoteMachine,
	findCalibration: async () => ({ coefficients: { frameMegapixelMs: 1000 }, low: 0.9, high: 1.1, jobs: 7 }),
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
	const { quote, video, quoteFor } = await priceVideo(conversation, ports);
	const mostMs = quote.upperMs * share;
	return suggestChanges(conversation, video, share, ({ upperMs }) => upperMs <= mostMs, quoteFor);
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

	test("counts what to keep in the list as it is given, with the entries that are not drawn", async () => {
		const plain = silent({ width: 720, height: 1280, fps: 60 }, 10);
		const messages = plain.messages.flatMap((message) => [
			message,
			{ ...message, text: undefined, audio: "note.mp3" },
		]);
		const lengthOf = async (conversation: typeof plain) =>
			(await suggestionsAt(conversation, 0.5)).find(({ change }) => change === "length");
		const { set } = (await lengthOf(plain)) as unknown as { readonly set: { readonly messageCount: number } };
		expect(await lengthOf({ ...plain, messages })).toMatchObject({
			set: { messageCount: 2 * set.messageCount },
			message: expect.stringMatching(/of the 20 messages/),
		});
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

/** The model's prices, or those of a process that has rendered before, where all but the work is cheap. */
const deployment = (engine: EngineName, fixedShare: number): PricePorts => {
	const { coefficients, ...rest } = calibrate(engine, []);
	const fixedMs = fixedShare * (coefficients["fixedMs"] ?? 0);
	return {
		...ports,
		engine,
		findCalibration: async () => ({ ...rest, coefficients: { ...coefficients, fixedMs } }),
	};
};

function changed(conversation: Conversation, { set }: Suggestion): Conversation {
	const { messageCount, video = {} } = set as {
		readonly messageCount?: number;
		readonly video?: { readonly durationSeconds?: null };
	};
	const { durationSeconds, ...others } = { ...conversation.video, ...video };
	return {
		...conversation,
		video:
			durationSeconds === undefined || durationSeconds === null ? others : { ...others, durationSeconds },
		messages: conversation.messages.slice(0, messageCount),
	};
}

/** Quotes a conversation, asks what to change where it may use a share of it, and quotes it anew with each change. */
async function expectToHold(conversation: Conversation, at: PricePorts, share: number, of: "cpu" | "file") {
	const { quote, video, quoteFor } = await priceVideo(conversation, at);
	const shareOf = ({ upperMs, file }: typeof quote) =>
		of === "cpu" ? (quote.upperMs * share) / upperMs : (quote.file.upperBytes * share) / file.upperBytes;
	const fits = (each: typeof quote) => shareOf(each) >= 1;
	const found = suggestChanges(conversation, video, share, fits, quoteFor);
	for (const suggestion of found) {
		const anew = await priceVideo(changed(conversation, suggestion), at);
		expect([suggestion.message, shareOf(anew.quote)]).toEqual([
			suggestion.message,
			expect.toSatisfy((x) => x >= 1),
		]);
		expect(suggestion["durationSeconds"]).toBeCloseTo(anew.video.plan.work.durationMs / 1000, 6);
	}
	return found;
}

describe("every change that is suggested fits when it is tried", () => {
	// Nothing here reads the picture of w4.
	const examples = globSync("*.json", { cwd: "examples" }).toSorted();
	const workloads = ["scripts/bench/w1.json", "scripts/bench/w2.json"];
	const chats = [
		...examples.map((name) => [name, readExample(name)] as const),
		...workloads.map((file) => [file, JSON.parse(readFileSync(file, "utf8"))] as const),
	];

	test.each(chats)("for %s", async (_, chat) => {
		const conversation = parseConversation(chat);
		for (const engine of ["fast", "plain"] as const) {
			const found = await expectToHold(conversation, deployment(engine, 0.2), 0.7, "cpu");
			expect(found.length).toBeGreaterThan(0);
		}
	});

	test("for any conversation, engine and limit, of CPU and of the file", async () => {
		const share = fc.double({ min: 0.05, max: 0.99, noNaN: true });
		const engine = fc.constantFrom("fast" as const, "plain" as const);
		const conversation = arbitraryConversation({ messageCount: { min: 1, max: 12 } });
		const of = fc.constantFrom("cpu" as const, "file" as const);
		await fc.assert(
			fc.asyncProperty(
				conversation,
				engine,
				fc.constantFrom(0.05, 1),
				share,
				of,
				async (chat, name, fixed, limit, what) => {
					await expectToHold(chat, deployment(name, fixed), limit, what);
				},
			),
			{ numRuns: 25, endOnFailure: true },
		);
	});

	test("and none cuts messages off where those that stay would then be paced anew", async () => {
		const messages = Array.from({ length: 10 }, (_, index) => ({
			sender: "them",
			text: "Some words to be read before the next one comes",
			...(index === 9 ? { timestamp: 20 } : {}),
		}));
		const squeezed = parseConversation({ video: { fps: LIMITS.fps.min }, messages });
		const found = await expectToHold(squeezed, deployment("plain", 0.05), 0.7, "cpu");
		expect(found.map(({ change }) => change)).toEqual(["size"]);
	});
});

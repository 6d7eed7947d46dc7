import { rm } from "node:fs/promises";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { parseConversation } from "../../shared/chat/parse.ts";
import { createPlainEngine } from "../../shared/encode/plain-engine.ts";
import type { Encode } from "../../shared/plan/engine.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { ownCpuMs } from "../../shared/platform/process-cpu.ts";
import { calibrate, expectationOf, type Measurement } from "../../shared/quota/calibration.ts";
import { defaultCoefficients, type Engine, quoteOf } from "../../shared/quota/cost-model.ts";
import { quantile } from "../../shared/quota/statistics.ts";
import { makeVideo } from "../../shared/render/make-video.ts";
import { planVideo } from "../../shared/render/plan-video.ts";
import { videoPorts } from "../../shared/wiring/video-ports.ts";
import { EXIT } from "../cli/exit.ts";
import { variedConversations } from "./varied-conversations.ts";

const env = readEnv();

/** The engines that are measured. */
const ENGINES: readonly { readonly engine: Engine; readonly encode: Encode }[] = [
	{ engine: "plain", encode: createPlainEngine({ ffmpegPath: env.FFMPEG_PATH }) },
];

type Judged = { readonly name: string; readonly errors: readonly number[]; readonly withinBand: number };

/** The bench of quotes, as a command; see `scripts/bench.ts`. */
export async function printQuotes([count = "48"]: readonly string[]): Promise<number> {
	process.stdout.write(await benchQuotes(Number(count)));
	return EXIT.ok;
}

/** Renders a variety of videos, learns from one half of them and quotes the other. Gives Markdown. */
async function benchQuotes(count: number): Promise<string> {
	const lines = [
		"| engine | quotes by | median error | 95th percentile | within the band |",
		"| --- | --- | --- | --- | --- |",
	];
	for (const { engine, encode } of ENGINES) {
		const measured: Measurement[] = [];
		for (const [index, conversation] of variedConversations(count).entries()) {
			measured.push(await measure(parseConversation(conversation), engine, encode));
			process.stderr.write(`${engine}: ${index + 1} of ${count}\n`);
		}
		// For test/fixtures/measurements.
		process.stderr.write(`${JSON.stringify(measured)}\n`);
		for (const { name, errors, withinBand } of judged(engine, measured)) {
			const [middle, far] = [quantile(errors, 0.5), quantile(errors, 0.95)];
			const cells = [engine, name, percent(middle), percent(far), `${withinBand} of ${errors.length}`];
			lines.push(`| ${cells.join(" | ")} |`);
		}
	}
	return `${lines.join("\n")}\n`;
}

function judged(engine: Engine, measured: readonly Measurement[]): readonly Judged[] {
	const defaults = defaultCoefficients(engine);
	const known = measured.filter((_, index) => index % 2 === 0);
	const unseen = measured.filter((_, index) => index % 2 === 1);
	return [
		{ name: "the model alone", history: [] },
		{ name: `${known.length} renders`, history: known },
	].map(({ name, history }) => {
		const calibration = calibrate(defaults, history);
		const quotes = unseen.map(({ units, cpuMs }) => ({ cpuMs, ...expectationOf(units, calibration) }));
		const errors = quotes.map(({ cpuMs, expectedMs }) => Math.abs(expectedMs - cpuMs) / cpuMs);
		const inBand = quotes.filter(({ cpuMs, lowMs, upperMs }) => lowMs <= cpuMs && cpuMs <= upperMs);
		return { name, errors, withinBand: inBand.length };
	});
}

/** What one video is made of, and the CPU that all its processes used. */
async function measure(conversation: Conversation, engine: Engine, encode: Encode): Promise<Measurement> {
	const startedMs = ownCpuMs();
	const ports = { ...videoPorts(env), encode, requirePreflight: async () => {} };
	const video = await planVideo(conversation, ports);
	const { summary, preset, crf } = video.plan;
	const { units } = quoteOf(summary, { engine, preset, crf });
	const nowhere = { bucketId: null, fileId: null, posterFileId: null };
	const deliver = async ({ videoFile }: { readonly videoFile: string }) => {
		await rm(videoFile);
		return nowhere;
	};
	const { signal } = new AbortController();
	const options = { signal, onProgress: () => {}, onChild: () => {} };
	const { childCpuMs } = await makeVideo(video, { ...ports, deliver }, options);
	return { units, cpuMs: Math.ceil(ownCpuMs() - startedMs + childCpuMs) };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

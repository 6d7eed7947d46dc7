import { rm } from "node:fs/promises";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { parseConversation } from "../../shared/chat/parse.ts";
import type { EngineName } from "../../shared/core/engine-name.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { ownCpuMs } from "../../shared/platform/process-cpu.ts";
import { calibrate, expectationOf, type Measurement } from "../../shared/quota/calibration.ts";
import { defaultCoefficients, quoteOf } from "../../shared/quota/cost-model.ts";
import { quantile } from "../../shared/quota/statistics.ts";
import { makeVideo } from "../../shared/render/make-video.ts";
import { planVideo } from "../../shared/render/plan-video.ts";
import { videoPorts } from "../../shared/wiring/video-ports.ts";
import { variedConversations } from "./varied-conversations.ts";

const env = readEnv();

/** Renders that are not counted, until Node has compiled what renders need. */
const WARM_UP = 4;

type Judged = { readonly name: string; readonly errors: readonly number[]; readonly withinBand: number };

/** Renders a variety of videos, learns from one half of them and quotes the other. Gives Markdown. */
export async function benchQuotes(engines: readonly EngineName[], count: number): Promise<string> {
	const lines = [
		"| engine | quotes by | median error | 95th percentile | within the band |",
		"| --- | --- | --- | --- | --- |",
	];
	for (const engine of engines) {
		const measured: Measurement[] = [];
		const conversations = variedConversations(count);
		// In one process, as a function renders: warm, but for the very first.
		for (const conversation of conversations.slice(0, WARM_UP)) {
			await measure(parseConversation(conversation), engine);
		}
		for (const [index, conversation] of conversations.entries()) {
			measured.push(await measure(parseConversation(conversation), engine));
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
	return lines.join("\n");
}

function judged(engine: EngineName, measured: readonly Measurement[]): readonly Judged[] {
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
async function measure(conversation: Conversation, engine: EngineName): Promise<Measurement> {
	const startedMs = ownCpuMs();
	const ports = { ...videoPorts(env, engine), requirePreflight: async () => {} };
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

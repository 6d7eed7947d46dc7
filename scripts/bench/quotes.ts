import { readEnv } from "../../shared/platform/node/env.ts";
import { calibrate, computeExpectation, quantile } from "../../shared/service/quota/calibration.ts";
import type { Measurement } from "../../shared/service/quota/measurements.ts";
import type { Conversation } from "../../shared/video/conversation/conversation.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { quotePlan } from "../../shared/video/cost/quote-plan.ts";
import type { EngineName } from "../../shared/video/encode/engine.ts";
import { createNodeMachine } from "../../shared/video/node/node-machine.ts";
import { ownCpuMs } from "../../shared/video/node/own-cpu.ts";
import { planVideo } from "../../shared/video/plan-video.ts";
import { makeVideo } from "../../shared/video/render-video.ts";
import { variedConversations } from "./varied-conversations.ts";

const machine = createNodeMachine({ ffmpegPath: readEnv().FFMPEG_PATH });

/** Renders that are not counted, until Node has compiled what renders need. */
const WARM_UP = 4;

/** What a render used, and how many times its file the estimate of its size was. */
type Rendered = { readonly measured: Measurement; readonly sizeRatio: number };

type Judged = { readonly name: string; readonly errors: readonly number[]; readonly withinBand: number };

/** Renders a variety of videos, learns from one half of them and quotes the other. Gives Markdown. */
export async function benchQuotes(engines: readonly EngineName[], count: number): Promise<string> {
	const lines = [
		"| engine | quotes by | median error | 95th percentile | within the band |",
		"| --- | --- | --- | --- | --- |",
	];
	const sizes = ["| engine | estimate by file: least | median | most |", "| --- | --- | --- | --- |"];
	for (const engine of engines) {
		const history: Measurement[] = [];
		const sizeRatios: number[] = [];
		const conversations = variedConversations(count);
		// In one process, as a function renders: warm, but for the very first.
		for (const conversation of conversations.slice(0, WARM_UP)) {
			await measure(parseConversation(conversation), engine);
		}
		for (const [index, conversation] of conversations.entries()) {
			const { measured, sizeRatio } = await measure(parseConversation(conversation), engine);
			history.push(measured);
			sizeRatios.push(sizeRatio);
			process.stderr.write(`${engine}: ${index + 1} of ${count}\n`);
		}
		// For test/fixtures/measurements.
		process.stderr.write(`${JSON.stringify(history)}\n`);
		for (const { name, errors, withinBand } of judged(engine, history)) {
			const [middle, far] = [quantile(errors, 0.5), quantile(errors, 0.95)];
			const cells = [engine, name, percent(middle), percent(far), `${withinBand} of ${errors.length}`];
			lines.push(`| ${cells.join(" | ")} |`);
		}
		const ratios = [0, 0.5, 1].map((share) => quantile(sizeRatios, share).toFixed(2));
		sizes.push(`| ${[engine, ...ratios].join(" | ")} |`);
	}
	return [...lines, "", ...sizes].join("\n");
}

function judged(engine: EngineName, measured: readonly Measurement[]): readonly Judged[] {
	const known = measured.filter((_, index) => index % 2 === 0);
	const unseen = measured.filter((_, index) => index % 2 === 1);
	return [
		{ name: "the model alone", history: [] },
		{ name: `${known.length} renders`, history: known },
	].map(({ name, history }) => {
		const calibration = calibrate(engine, history);
		const quotes = unseen.map(({ units, cpuMs }) => ({ cpuMs, ...computeExpectation(units, calibration) }));
		const errors = quotes.map(({ cpuMs, expectedMs }) => Math.abs(expectedMs - cpuMs) / cpuMs);
		const inBand = quotes.filter(({ cpuMs, lowMs, upperMs }) => lowMs <= cpuMs && cpuMs <= upperMs);
		return { name, errors, withinBand: inBand.length };
	});
}

/** What one video is made of, the CPU that all its processes used, and its size. */
async function measure(conversation: Conversation, engine: EngineName): Promise<Rendered> {
	const startedMs = ownCpuMs();
	const video = await planVideo(conversation, machine, { engine });
	const { units, file } = quotePlan(video.plan);
	const { childCpuMs, bytes } = await machine.files.withTempDir((directory) =>
		makeVideo(video, { directory }, machine),
	);
	const cpuMs = Math.ceil(ownCpuMs() - startedMs + childCpuMs);
	return { measured: { engine, units, cpuMs }, sizeRatio: file.upperBytes / bytes };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

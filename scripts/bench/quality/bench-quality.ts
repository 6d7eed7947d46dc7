import { readFile } from "node:fs/promises";
import { readEnv } from "../../../shared/platform/node/env.ts";
import { loadBeside } from "../../../shared/platform/node/load-beside.ts";
import { parseConversation } from "../../../shared/video/conversation/parse.ts";
import { findPicturesDir } from "../../cli/read-conversation.ts";
import type { Workload } from "../measure-render.ts";
import { atEqualLuma } from "./equal-luma.ts";
import { measureQuality } from "./measure-quality.ts";

const HEADS = [
	...["workload", "CRF", "bytes", "of plain's at equal luma", "luma, dB", "worst frame", "chroma"],
	...["SSIM, dB", "plain's at equal luma", "flat ground off by a level", "by more"],
];

/** The plain engine's files are made at each CRF and at one that is this much coarser: at one CRF its luma is nearer than the fast one's. */
const COARSER = 2;

/** Renders workloads with both engines and compares the files with what was drawn. Gives Markdown. */
export async function benchQuality(workloads: readonly Workload[], crfs: readonly number[]): Promise<string> {
	const rows: string[] = [];
	for (const { name, path } of workloads) {
		const json = JSON.parse(await readFile(path, "utf8"));
		const conversation = parseConversation(json, { maxMessages: readEnv().MAX_MESSAGES });
		const loadPicture = loadBeside(findPicturesDir(path));
		for (const crf of crfs) {
			const fast = await measureQuality(conversation, loadPicture, "fast", crf);
			const finer = await measureQuality(conversation, loadPicture, "plain", crf);
			const coarser = await measureQuality(conversation, loadPicture, "plain", crf + COARSER);
			const plain = atEqualLuma(fast.lumaDb, [finer, coarser]);
			const cells = [
				...[name, crf, fast.bytes, (fast.bytes / plain.bytes).toFixed(3), fast.lumaDb.toFixed(2)],
				...[fast.worstLumaDb.toFixed(2), fast.chromaDb.toFixed(2), fast.ssimDb.toFixed(2)],
				...[plain.ssimDb.toFixed(2), percent(fast.flatOff), percent(fast.flatFarOff)],
			];
			rows.push(`| ${cells.join(" | ")} |`);
			process.stderr.write(`${name}, CRF ${crf}\n`);
		}
	}
	return [`| ${HEADS.join(" | ")} |`, `|${" --- |".repeat(HEADS.length)}`, ...rows].join("\n");
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

import type { ExportedVideo } from "../../../sites/studio/work/messages.ts";
import { createWorkClient, type ExportAnswer } from "../../../sites/studio/work/work-client.ts";

const openClient = (address: string) => createWorkClient(new Worker(address), "/fonts.json");

const client = openClient("/work-worker.js");

/** By the worker at an address. */
export async function exportBy(address: string, conversation: unknown) {
	const other = openClient(address);
	const tried = await other.tryExport({ widthPx: 240, heightPx: 426, fps: 24 });
	const exported = await other.exportVideo(conversation);
	other.close();
	if (exported.kind !== "exported") return { tried, exported };
	return { tried, exported: { kind: exported.kind, file: await toBase64(exported.video.file) } };
}

/** In which order an export, and a quote and a second export that are asked for during it, are answered. */
export async function quoteWhileExporting(conversation: unknown): Promise<readonly string[]> {
	const kinds: string[] = [];
	const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
	const exported = client.exportVideo(conversation, { onProgress: (done) => done > 0.1 && begin() });
	await begun;
	const answers = [exported, client.quote(conversation), client.exportVideo(conversation)];
	await Promise.all(answers.map(async (answer) => kinds.push((await answer)?.kind ?? "none")));
	return kinds;
}

export const quote = (conversation: unknown) => client.quote(conversation);

export const quoteAll = (conversations: readonly unknown[]) => Promise.all(conversations.map(client.quote));

/** What a test can be handed of an export: files as base64. */
export type Handed = Exclude<ExportAnswer, { kind: "exported" }> | HandedVideo;

type HandedVideo = {
	readonly kind: "exported";
	readonly video: Omit<ExportedVideo, "file" | "poster">;
	readonly type: string;
	readonly file: string;
	readonly poster: string;
	readonly progress: readonly number[];
	readonly tookMs: number;
};

/** `cancelAt`: the progress at which it is cancelled. */
export async function exportVideo(conversation: unknown, cancelAt?: number): Promise<Handed> {
	const progress: number[] = [];
	const controller = new AbortController();
	const beganMs = performance.now();
	const answer = await client.exportVideo(conversation, {
		signal: controller.signal,
		onProgress: (done) => {
			progress.push(done);
			if (cancelAt !== undefined && done >= cancelAt) controller.abort();
		},
	});
	if (answer.kind !== "exported") return answer;
	const tookMs = performance.now() - beganMs;
	const { file, poster, ...video } = answer.video;
	return {
		...{ kind: "exported", video, type: file.type, progress, tookMs },
		file: await toBase64(file),
		poster: await toBase64(poster),
	};
}

export const tryExport = (widthPx: number, heightPx: number) =>
	client.tryExport({ widthPx, heightPx, fps: 30 });

async function toBase64(blob: Blob): Promise<string> {
	const { promise, resolve, reject } = Promise.withResolvers<string>();
	const reader = new FileReader();
	reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
	reader.onerror = () => reject(reader.error);
	reader.readAsDataURL(blob);
	return promise;
}

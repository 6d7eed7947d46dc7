import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { toShown } from "../story/story.ts";
import type { ExportedVideo, Quote } from "../work/messages.ts";
import { createWorkClient, type WorkClient } from "../work/work-client.ts";
import { startWorker } from "./start-worker.ts";
import type { Studio } from "./studio.ts";

/** A video that is made here, or was. `of`: the conversation that it shows. */
export type Making =
	| { readonly kind: "none" }
	/** `done`: 0 to 1. */
	| { readonly kind: "running"; readonly done: number; readonly beganMs: number }
	| {
			readonly kind: "made";
			readonly video: ExportedVideo;
			readonly address: string;
			readonly of: unknown;
			readonly tookSeconds: number;
	  }
	| { readonly kind: "failed"; readonly words: string };

/** Quotes and exports the story of a studio. */
export type Maker = {
	readonly quote: ReadonlySignal<Quote | null>;
	/** Why this browser cannot export. Null: it can, or it is not known yet. */
	readonly obstacle: ReadonlySignal<string | null>;
	readonly making: ReadonlySignal<Making>;
	readonly start: () => Promise<void>;
	readonly cancel: () => void;
};

/** A quote takes as long as planning: it waits until nothing was typed for so long. */
const QUOTE_AFTER_MS = 400;

/** The worker starts with the first story that can be shown. */
export function createMaker(
	studio: Studio,
	addresses: { readonly worker: string; readonly fonts: string },
): Maker {
	const quote = signal<Quote | null>(null);
	const obstacle = signal<string | null>(null);
	const making = signal<Making>({ kind: "none" });
	let client: WorkClient | null = null;
	let triedSize = "";
	let cancelling = new AbortController();

	const open = () => {
		client ??= createWorkClient(startWorker(addresses.worker), addresses.fonts);
		return client;
	};
	const tryOnce = async ({ widthPx, heightPx, fps }: { widthPx: number; heightPx: number; fps: number }) => {
		const size = `${widthPx} ${heightPx} ${fps}`;
		if (size === triedSize) return;
		triedSize = size;
		const answer = await open().tryExport({ widthPx, heightPx, fps });
		if (answer.kind === "tried") obstacle.value = answer.canExport ? null : answer.words;
	};
	effect(() => {
		const shown = studio.film.film.value;
		const { conversation, rows } = toShown(studio.story.value);
		if (shown === null || rows.length === 0 || studio.film.isPlaying.value) return;
		const timer = setTimeout(async () => {
			const answer = await open().quote(conversation);
			if (answer?.kind === "quoted") quote.value = answer.quote;
			await tryOnce(shown.facts);
		}, QUOTE_AFTER_MS);
		return () => clearTimeout(timer);
	});

	return {
		...{ quote, obstacle, making },
		start: async () => {
			if (making.value.kind === "running") return;
			const before = making.value;
			const { conversation } = toShown(studio.story.value);
			const beganMs = performance.now();
			cancelling = new AbortController();
			making.value = { kind: "running", done: 0, beganMs };
			const answer = await open().exportVideo(conversation, {
				signal: cancelling.signal,
				onProgress: (done) => {
					making.value = { kind: "running", done, beganMs };
				},
			});
			if (answer.kind === "exported") {
				if (before.kind === "made") URL.revokeObjectURL(before.address);
				const { video } = answer;
				const address = URL.createObjectURL(video.file);
				const tookSeconds = (performance.now() - beganMs) / 1000;
				making.value = { kind: "made", video, address, of: conversation, tookSeconds };
			} else if (answer.kind === "cancelled") making.value = before;
			else {
				const words =
					answer.kind === "failed" ? answer.words : answer.faults.map(({ message }) => message).join(" ");
				making.value = { kind: "failed", words };
			}
		},
		cancel: () => cancelling.abort(),
	};
}

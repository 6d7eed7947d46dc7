import { type ReadonlySignal, signal } from "@preact/signals";
import type { Fault } from "../../../shared/core/fault.ts";
import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import type { Answer, FilmFacts, FromFilm, Question, Spot, ToFilm } from "../film/messages.ts";
import { createFilmPlayer, type FilmPlayer } from "./film-player.ts";
import type { SoundPlayer } from "./sound-player.ts";
import { startWorker } from "./start-worker.ts";

/** A film that was planned, and which row of the story each of its entries is. */
export type ShownFilm = { readonly facts: FilmFacts; readonly rows: readonly number[] };

/** Faults of the newest conversation, while the last film without faults stays on the canvas. */
export type Refusal = { readonly faults: readonly Fault[]; readonly rows: readonly number[] };

export type FilmClient = FilmPlayer & {
	readonly state: ReadonlySignal<"opening" | "ready" | "broken">;
	readonly film: ReadonlySignal<ShownFilm | null>;
	readonly refusal: ReadonlySignal<Refusal | null>;
	/** How many pictures were drawn for a story or a seek, for tests. */
	readonly shownCount: ReadonlySignal<number>;
	/** Gives the canvas to the worker, for good. */
	readonly attach: (canvas: HTMLCanvasElement) => void;
	/** `spot`: what to show of it. Null: the time that is shown already. */
	readonly show: (conversation: ConversationInput, rows: readonly number[], spot: Spot | null) => void;
	readonly seek: (spot: Spot) => void;
	/** The answer is of the kind of the question. */
	readonly ask: (question: Question) => Promise<Answer>;
};

type Addresses = { readonly worker: string; readonly fonts: string };

/** Talks to the worker that draws. */
export function createFilmClient(addresses: Addresses, sound: SoundPlayer): FilmClient {
	const worker = startWorker(addresses.worker);
	const state = signal<"opening" | "ready" | "broken">("opening");
	const film = signal<ShownFilm | null>(null);
	const refusal = signal<Refusal | null>(null);
	const shownCount = signal(0);
	const asked = new Map<number, (answer: Answer) => void>();
	const rowsOf = new Map<number, readonly number[]>();
	let count = 0;
	let questions = 0;

	const tell = (message: ToFilm, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
	const facts = () => film.value?.facts ?? null;
	const { player, standAt, stop } = createFilmPlayer({ facts, sound, tell });

	const take = (message: FromFilm) => {
		switch (message.kind) {
			case "opened":
				state.value = "ready";
				return;
			case "broken":
				state.value = "broken";
				return;
			case "planned":
			case "refused": {
				const rows = rowsOf.get(message.id) ?? [];
				for (const id of rowsOf.keys()) if (id <= message.id) rowsOf.delete(id);
				if (message.kind === "refused") {
					refusal.value = { faults: message.faults, rows };
					return;
				}
				film.value = { facts: message.facts, rows };
				if (message.id === count) refusal.value = null;
				return;
			}
			case "shown":
				standAt(message.seconds);
				shownCount.value += 1;
				return;
			case "ended":
				stop(facts()?.durationSeconds);
				return;
			case "answer":
				asked.get(message.id)?.(message.answer);
				asked.delete(message.id);
		}
	};
	worker.addEventListener("message", ({ data }: MessageEvent<FromFilm>) => take(data));
	worker.addEventListener("error", () => {
		state.value = "broken";
	});

	return {
		state,
		film,
		refusal,
		shownCount,
		...player,
		attach: (canvas) => {
			const offscreen = canvas.transferControlToOffscreen();
			tell({ kind: "open", canvas: offscreen, fontsAddress: addresses.fonts }, [offscreen]);
		},
		show: (conversation, rows, spot) => {
			count += 1;
			rowsOf.set(count, rows);
			tell({ kind: "story", id: count, conversation, spot });
		},
		seek: (spot) => {
			stop();
			if ("seconds" in spot) standAt(spot.seconds);
			tell({ kind: "seek", spot });
		},
		ask: (question) => {
			questions += 1;
			const id = questions;
			tell({ kind: "ask", id, question });
			return new Promise((resolve) => asked.set(id, resolve));
		},
	};
}

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Fault } from "../../../shared/core/fault.ts";
import type { ConversationInput } from "../../../shared/video/conversation/conversation.ts";
import type { Anchor, Answer, FilmFacts, FromFilm, Question, Spot, ToFilm } from "../film/messages.ts";
import type { SoundPlayer } from "./sound-player.ts";
import { startWorker } from "./start-worker.ts";

/** A film that was planned, and which row of the story each of its entries is. */
export type ShownFilm = { readonly facts: FilmFacts; readonly rows: readonly number[] };

/** Faults of the newest conversation, while the last film without faults stays on the canvas. */
export type Refusal = { readonly faults: readonly Fault[]; readonly rows: readonly number[] };

export type FilmClient = {
	readonly state: ReadonlySignal<"opening" | "ready" | "broken">;
	readonly film: ReadonlySignal<ShownFilm | null>;
	readonly refusal: ReadonlySignal<Refusal | null>;
	/** Where the film stands, or plays. */
	readonly seconds: ReadonlySignal<number>;
	readonly isPlaying: ReadonlySignal<boolean>;
	readonly rate: ReadonlySignal<number>;
	readonly hasSound: ReadonlySignal<boolean>;
	/** How many pictures were drawn for a story or a seek, for tests. */
	readonly shownCount: ReadonlySignal<number>;
	/** Gives the canvas to the worker, for good. */
	readonly attach: (canvas: HTMLCanvasElement) => void;
	/** `spot`: what to show of it. Null: the time that is shown already. */
	readonly show: (conversation: ConversationInput, rows: readonly number[], spot: Spot | null) => void;
	readonly seek: (spot: Spot) => void;
	readonly play: (from?: number) => void;
	readonly pause: () => void;
	readonly setRate: (rate: number) => void;
	readonly setSound: (isOn: boolean) => void;
	/** The answer is of the kind of the question. */
	readonly ask: (question: Question) => Promise<Answer>;
};

type Addresses = { readonly worker: string; readonly fonts: string };

const nowEpochMs = () => performance.timeOrigin + performance.now();

/** Talks to the worker that draws. */
export function createFilmClient(addresses: Addresses, sound: SoundPlayer): FilmClient {
	const worker = startWorker(addresses.worker);
	const state = signal<"opening" | "ready" | "broken">("opening");
	const film = signal<ShownFilm | null>(null);
	const refusal = signal<Refusal | null>(null);
	const seconds = signal(0);
	const anchor = signal<Anchor | null>(null);
	const rate = signal(1);
	const hasSound = signal(true);
	const shownCount = signal(0);
	const asked = new Map<number, (answer: Answer) => void>();
	const rowsOf = new Map<number, readonly number[]>();
	let count = 0;
	let questions = 0;

	const tell = (message: ToFilm, transfer: Transferable[] = []) => worker.postMessage(message, transfer);

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
				if (anchor.value === null) seconds.value = message.seconds;
				shownCount.value += 1;
				return;
			case "ended":
				stop(film.value?.facts.durationSeconds ?? 0);
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

	const stop = (at: number) => {
		anchor.value = null;
		sound.stop();
		seconds.value = at;
	};
	const secondsNow = () => {
		const { value } = anchor;
		if (value === null) return seconds.value;
		return value.seconds + ((nowEpochMs() - value.epochMs) / 1000) * value.rate;
	};
	const follow = () => {
		if (anchor.value === null) return;
		const durationSeconds = film.value?.facts.durationSeconds ?? 0;
		seconds.value = Math.min(durationSeconds, Math.max(0, secondsNow()));
		requestAnimationFrame(follow);
	};
	const begin = (made: Anchor) => {
		const wasPlaying = anchor.value !== null;
		anchor.value = made;
		tell({ kind: "play", anchor: made });
		if (!wasPlaying) requestAnimationFrame(follow);
	};
	const play = (from = secondsNow()) => {
		const facts = film.value?.facts;
		if (facts === undefined) return;
		const start = from >= facts.durationSeconds - 0.05 ? 0 : Math.max(0, from);
		begin({ seconds: start, epochMs: nowEpochMs(), rate: rate.value });
		if (!hasSound.value || facts.sound === null) return;
		// The sound's clock is the film's, from when it runs.
		void sound.start(facts.sound, { seconds: start, rate: rate.value }, (epochMs) => {
			if (anchor.value !== null) begin({ seconds: start, epochMs, rate: anchor.value.rate });
		});
	};
	const pause = () => {
		if (anchor.value === null) return;
		const at = secondsNow();
		stop(at);
		tell({ kind: "pause", seconds: at });
	};
	const restart = () => {
		if (anchor.value === null) return;
		const at = secondsNow();
		sound.stop();
		play(at);
	};

	return {
		state,
		film,
		refusal,
		seconds,
		rate,
		hasSound,
		shownCount,
		play,
		pause,
		isPlaying: computed(() => anchor.value !== null),
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
			if (anchor.value !== null) stop(secondsNow());
			if ("seconds" in spot) seconds.value = spot.seconds;
			tell({ kind: "seek", spot });
		},
		setRate: (value) => {
			const at = secondsNow();
			rate.value = value;
			if (anchor.value !== null) {
				sound.stop();
				play(at);
			}
		},
		setSound: (isOn) => {
			hasSound.value = isOn;
			restart();
		},
		ask: (question) => {
			questions += 1;
			const id = questions;
			tell({ kind: "ask", id, question });
			return new Promise((resolve) => asked.set(id, resolve));
		},
	};
}

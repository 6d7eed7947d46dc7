import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Anchor, FilmFacts, ToFilm } from "../film/messages.ts";
import type { SoundPlayer } from "./sound-player.ts";

/** What plays a film. */
export type FilmPlayer = {
	/** Where the film stands, or plays. */
	readonly seconds: ReadonlySignal<number>;
	readonly isPlaying: ReadonlySignal<boolean>;
	readonly rate: ReadonlySignal<number>;
	readonly hasSound: ReadonlySignal<boolean>;
	readonly play: (from?: number) => void;
	readonly pause: () => void;
	readonly setRate: (rate: number) => void;
	readonly setSound: (isOn: boolean) => void;
};

type Ports = {
	/** Null: there is none yet. */
	readonly facts: () => FilmFacts | null;
	readonly sound: SoundPlayer;
	readonly tell: (message: ToFilm) => void;
};

type ControlledPlayer = {
	readonly player: FilmPlayer;
	/** Where the film stands now. While it plays the player knows better. */
	readonly standAt: (seconds: number) => void;
	/** Stops it, without a word to the worker. Default: where it plays. */
	readonly stop: (at?: number) => void;
};

const nowEpochMs = () => performance.timeOrigin + performance.now();

/** Plays picture and sound by one clock. */
export function createFilmPlayer({ facts, sound, tell }: Ports): ControlledPlayer {
	const seconds = signal(0);
	const anchor = signal<Anchor | null>(null);
	const rate = signal(1);
	const hasSound = signal(true);

	const secondsNow = () => {
		const { value } = anchor;
		if (value === null) return seconds.value;
		return value.seconds + ((nowEpochMs() - value.epochMs) / 1000) * value.rate;
	};
	const stop = (at = secondsNow()) => {
		if (anchor.value === null) return;
		anchor.value = null;
		sound.stop();
		seconds.value = at;
	};
	const follow = () => {
		if (anchor.value === null) return;
		const durationSeconds = facts()?.durationSeconds ?? 0;
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
		const known = facts();
		if (known === null) return;
		const start = from >= known.durationSeconds - 0.05 ? 0 : Math.max(0, from);
		begin({ seconds: start, epochMs: nowEpochMs(), rate: rate.value });
		if (!hasSound.value || known.sound === null) return;
		// The sound's clock is the film's, from when it runs.
		void sound.start(known.sound, { seconds: start, rate: rate.value }, (epochMs) => {
			if (anchor.value !== null) begin({ seconds: start, epochMs, rate: anchor.value.rate });
		});
	};
	/** Goes on from where it plays, if it does, after `change`. */
	const goOnAfter = (change: () => void) => {
		const at = secondsNow();
		change();
		if (anchor.value === null) return;
		sound.stop();
		play(at);
	};

	const player: FilmPlayer = {
		...{ seconds, rate, hasSound, play },
		isPlaying: computed(() => anchor.value !== null),
		pause: () => {
			if (anchor.value === null) return;
			stop();
			tell({ kind: "pause", seconds: seconds.value });
		},
		setRate: (value) =>
			goOnAfter(() => {
				rate.value = value;
			}),
		setSound: (isOn) =>
			goOnAfter(() => {
				hasSound.value = isOn;
			}),
	};
	return {
		player,
		stop,
		standAt: (at) => {
			if (anchor.value === null) seconds.value = at;
		},
	};
}

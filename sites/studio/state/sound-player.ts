import type { Sound } from "../../../shared/video/sound/sound.ts";

type Start = { readonly seconds: number; readonly rate: number };

/** Plays the sounds of a film. */
export type SoundPlayer = {
	/** Plays from a time on. Calls `onClock` with when that time is heard, by the clock of all threads; never if nothing is heard. */
	readonly start: (sound: Sound, from: Start, onClock: (epochMs: number) => void) => Promise<void>;
	readonly stop: () => void;
};

/** Enough for the browser to have all of the first effect ready. */
const LEAD_SECONDS = 0.06;

/** The context is made at the first sound, because browsers allow it only after a click or a key. */
export function createSoundPlayer(): SoundPlayer {
	let context: AudioContext | null = null;
	let playing: readonly AudioBufferSourceNode[] = [];
	let turn = 0;

	const stop = () => {
		turn += 1;
		for (const source of playing) source.stop();
		playing = [];
	};
	return {
		stop,
		start: async (sound, { seconds, rate }, onClock) => {
			stop();
			const mine = turn;
			context ??= new AudioContext();
			const audio = context;
			await audio.resume();
			if (mine !== turn || audio.state !== "running") return;
			const buffers = sound.effects.map(({ sampleRate, samples }) => {
				const buffer = audio.createBuffer(1, samples.length, sampleRate);
				buffer.copyToChannel(new Float32Array(samples), 0);
				return buffer;
			});
			const beganSeconds = audio.currentTime + LEAD_SECONDS;
			playing = sound.starts.flatMap(({ effect, atSample }) => {
				const atSeconds = (atSample / sound.sampleRate - seconds) / rate;
				const buffer = buffers[effect];
				if (buffer === undefined || atSeconds < -0.02) return [];
				const source = audio.createBufferSource();
				source.buffer = buffer;
				source.connect(audio.destination);
				source.start(beganSeconds + Math.max(0, atSeconds));
				return source;
			});
			onClock(heardAt(audio, beganSeconds));
		},
	};
}

/** When a time of the context is heard. */
function heardAt(audio: AudioContext, contextSeconds: number): number {
	const { contextTime = 0, performanceTime = 0 } = audio.getOutputTimestamp();
	if (contextTime > 0)
		return performance.timeOrigin + performanceTime + (contextSeconds - contextTime) * 1000;
	const latencySeconds = audio.outputLatency ?? audio.baseLatency;
	const waitSeconds = contextSeconds - audio.currentTime + latencySeconds;
	return performance.timeOrigin + performance.now() + waitSeconds * 1000;
}

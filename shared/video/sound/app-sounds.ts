import { bubble, softBubble } from "./bubbles.ts";
import { bells, drop, lowDrop } from "./drops.ts";
import { deleteKey, letterKey, otherKey } from "./keys.ts";
import { swoop, twoTone } from "./phone-tones.ts";
import { highPop, pop, tick, twoNotePop } from "./pops.ts";
import { renderTone, type Tone, type Variant } from "./tone.ts";

export type SoundName =
	| "drop"
	| "lowDrop"
	| "bells"
	| "swoop"
	| "twoTone"
	| "pop"
	| "highPop"
	| "twoNotePop"
	| "tick"
	| "bubble"
	| "softBubble"
	| "letterKey"
	| "otherKey"
	| "deleteKey";

/** What is heard of an app. */
export type AppSounds = {
	readonly send: SoundName;
	readonly receive: SoundName;
	/** Of somebody else, and of yourself. */
	readonly reaction: { readonly theirs: SoundName; readonly yours: SoundName };
	/** Whether they differ a little from one to the next, as nothing that is struck sounds the same twice. Keys always do. */
	readonly isVaried: boolean;
};

const TONES: Readonly<Record<SoundName, Tone>> = {
	drop,
	lowDrop,
	bells,
	swoop,
	twoTone,
	pop,
	highPop,
	twoNotePop,
	tick,
	bubble,
	softBubble,
	letterKey,
	otherKey,
	deleteKey,
};

/** Few, because each is encoded once. */
const VARIANTS: readonly [Variant, ...Variant[]] = [
	{ gainDb: 0, pitch: 1 },
	{ gainDb: -1, pitch: 1.01 },
	{ gainDb: 1, pitch: 0.99 },
];

/** The variant in which a sound is played for the `count`th time, from 0. The first is the sound itself. */
export function variantOf(count: number): number {
	return count % VARIANTS.length;
}

/** The samples of a sound in one of its variants: always the same. Mostly 5 to 20 ms of CPU. */
export function makeSound(name: SoundName, variant = 0): Float32Array {
	return renderTone(TONES[name], VARIANTS[variant] ?? VARIANTS[0]);
}

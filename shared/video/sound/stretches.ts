/** A sound and where it starts. `name` tells sounds apart: one name, the same samples. */
export type Placed = { readonly name: string; readonly samples: Float32Array; readonly atSample: number };

/** Sounds that overlap, one with the next, from the start of the first to the end of the last. */
export type Stretch = {
	readonly atSample: number;
	readonly length: number;
	/** Equal for stretches that sound the same. */
	readonly key: string;
	/** With `atSample` counted from the start of the stretch. */
	readonly sounds: readonly Placed[];
};

/** Joins sounds that overlap. `placed` ascends; the stretches ascend too and do not overlap. */
export function mergeIntoStretches(placed: readonly Placed[]): readonly Stretch[] {
	const groups: { readonly sounds: Placed[]; endSample: number }[] = [];
	for (const sound of placed) {
		const endSample = sound.atSample + sound.samples.length;
		const last = groups.at(-1);
		if (last === undefined || sound.atSample >= last.endSample) {
			groups.push({ sounds: [sound], endSample });
		} else {
			last.sounds.push(sound);
			last.endSample = Math.max(last.endSample, endSample);
		}
	}
	return groups.map(({ sounds, endSample }) => createStretch(sounds, endSample));
}

function createStretch(placed: readonly Placed[], endSample: number): Stretch {
	const atSample = placed[0]?.atSample ?? 0;
	const sounds = placed.map((sound) => ({ ...sound, atSample: sound.atSample - atSample }));
	const key = sounds.map((sound) => `${sound.name}@${sound.atSample}`).join(" ");
	return { atSample, length: endSample - atSample, key, sounds };
}

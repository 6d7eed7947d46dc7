import { fadingOut, ring, type Tone } from "./tone.ts";

/** A bubble that rises: what is heard of a reaction, softer than a message. */
function createBubble(peakDbfs: number): Tone {
	const [lowHz, riseHz, glideSeconds] = [392, 392, 0.03];
	const wave = (seconds: number) => {
		const glide = glideSeconds * (1 - Math.exp(-seconds / glideSeconds));
		return ring(seconds, (lowHz + riseHz) * seconds - riseHz * glide, 0.03, [1, 0.14], 0.004);
	};
	return { frames: 6, peakDbfs, wave: fadingOut(wave) };
}

export const bubble = createBubble(-10);

/** Of one's own reaction. */
export const softBubble = createBubble(-16);

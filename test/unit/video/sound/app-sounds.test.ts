import { describe, expect, test } from "vitest";
import { makeSound, type SoundName, variantOf } from "../../../../shared/video/sound/app-sounds.ts";

const RATE = 48_000;
const peakOf = (samples: Float32Array) =>
	samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
const dbfs = (amplitude: number) => 20 * Math.log10(amplitude);
const NONE = new Float32Array(0);
const between = (samples: Float32Array, fromMs: number, toMs: number) =>
	samples.subarray((fromMs * RATE) / 1000, (toMs * RATE) / 1000);

const MESSAGES: readonly SoundName[] = [
	...(["drop", "lowDrop", "bells", "swoop", "twoTone", "pop", "highPop", "twoNotePop"] as const),
];
const KEYS: readonly SoundName[] = ["letterKey", "otherKey", "deleteKey"];
const NAMES: readonly SoundName[] = [...MESSAGES, "tick", "bubble", "softBubble", ...KEYS];

describe.each(NAMES)("the sound %s", (name) => {
	const samples = makeSound(name);

	test("is less than half a second, and whole AAC frames long", () => {
		expect(samples.length / RATE).toBeLessThan(0.45);
		expect(samples.length % 1024).toBe(0);
	});

	test("begins and ends at exactly zero, without a step that clicks", () => {
		expect([Math.abs(samples[0] ?? 1), Math.abs(samples.at(-1) ?? 1)]).toEqual([0, 0]);
		expect(dbfs(peakOf(samples.subarray(0, 5)))).toBeLessThan(dbfs(peakOf(samples)) - 20);
		expect(dbfs(peakOf(samples.subarray(-48)))).toBeLessThan(-60);
	});

	test("dies away: its last eighth is far below its peak", () => {
		const fall = peakOf(samples) / peakOf(samples.subarray(-samples.length / 8));
		expect(dbfs(fall)).toBeGreaterThan(10);
	});

	test("has no constant part", () => {
		const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
		expect(Math.abs(mean)).toBeLessThan(2e-3);
	});

	test("is the same every time, and a little different in each of three variants", () => {
		expect(makeSound(name)).toEqual(samples);
		const variants = [0, 1, 2].map((variant) => makeSound(name, variant));
		const levels = variants.map((each) => dbfs(peakOf(each)) - dbfs(peakOf(samples)));
		for (const [index, db] of [0, -1, 1].entries()) expect(levels[index]).toBeCloseTo(db, 3);
		for (const each of variants) expect(each.length).toBe(samples.length);
	});
});

test("each sound peaks where the others of its kind do", () => {
	const peaks = NAMES.map((name) => [name, Math.round(dbfs(peakOf(makeSound(name))))] as const);
	expect(Object.fromEntries(peaks)).toEqual({
		...{ drop: -6, lowDrop: -6, bells: -6, swoop: -12, twoTone: -9 },
		...{ pop: -4, highPop: -4, twoNotePop: -5, tick: -18, bubble: -10, softBubble: -16 },
		...{ letterKey: -17, otherKey: -17, deleteKey: -17 },
	});
});

test("those of messages are about as loud to the ear, but for the tick", () => {
	for (const name of MESSAGES) {
		const loudness = loudnessOf(makeSound(name));
		expect(loudness, name).toBeGreaterThan(-18.5);
		expect(loudness, name).toBeLessThan(-13);
	}
	expect(loudnessOf(makeSound("tick"))).toBeCloseTo(-35, 0);
});

test("a reaction is softer than messages, one's own by 6 dB more, and keys are softer still, all about alike", () => {
	expect(loudnessOf(makeSound("bubble"))).toBeCloseTo(-23, -0.5);
	expect(loudnessOf(makeSound("softBubble")) - loudnessOf(makeSound("bubble"))).toBeCloseTo(-6, 2);
	// Messages have -18.5 to -13: keys are 15 to 20 dB below their middle.
	for (const name of KEYS) {
		expect(loudnessOf(makeSound(name)), name).toBeGreaterThan(-36);
		expect(loudnessOf(makeSound(name)), name).toBeLessThan(-31.5);
	}
});

test("keys sound as those of a phone: letters at 700 Hz, others duller and shorter, delete at 666 and 545 Hz", () => {
	const [letter, other, del] = KEYS.map((name) => makeSound(name));
	expect(loudestHz(letter ?? NONE, 300, 1600)).toBeCloseTo(700, -2);
	expect(loudestHz(other ?? NONE, 300, 1600)).toBeLessThan(560);
	// Of a sound of 43 ms, frequencies 25 Hz apart are told.
	expect(loudestHz(between(del ?? NONE, 0, 15), 400, 900)).toBeGreaterThan(580);
	expect(loudestHz(between(del ?? NONE, 20, 43), 400, 900)).toBeCloseTo(545, -1.7);
	const lengths = KEYS.map((name) => (1000 * makeSound(name).length) / RATE);
	expect(lengths.map(Math.round)).toEqual([21, 21, 43]);
	for (const name of KEYS) {
		const peakAt = makeSound(name).findIndex((sample, _, all) => Math.abs(sample) === peakOf(all));
		expect((1000 * peakAt) / RATE).toBeLessThan(5);
	}
});

test("a reaction is a bubble that rises from G4 towards G5", () => {
	const samples = makeSound("bubble");
	const hzs = [0, 15, 40].map((ms) => loudestHz(between(samples, ms, ms + 25)));
	expect(hzs).toEqual([...hzs].sort((a, b) => a - b));
	expect(hzs[0]).toBeGreaterThan(392);
	expect(hzs[2]).toBeLessThan(784);
});

test("what is received in iMessage is C4, and then E5 that is loudest at 85 ms", () => {
	const samples = makeSound("twoTone");
	expect(loudestHz(between(samples, 10, 60))).toBeCloseTo(260, -1);
	expect(loudestHz(between(samples, 75, 105))).toBeCloseTo(658, -1);
	const peakAt = samples.findIndex((sample) => Math.abs(sample) > 0.999 * peakOf(samples));
	expect((1000 * peakAt) / RATE).toBeCloseTo(85, -0.5);
	expect(dbfs(peakOf(between(samples, 122, 128)))).toBeLessThan(-60);
});

test("what is sent in iMessage swoops from B3 up to 500 Hz, and is dark", () => {
	const samples = makeSound("swoop");
	expect(loudestHz(between(samples, 20, 80))).toBeCloseTo(248, -1);
	expect(loudestHz(between(samples, 220, 300))).toBeCloseTo(500, -1);
	const steps = [80, 120, 160, 200, 240].map((ms) => loudestHz(between(samples, ms, ms + 40)));
	expect(steps).toEqual([...steps].sort((a, b) => a - b));
	expect(levelAbove(samples, 1500) / levelAbove(samples, 0)).toBeLessThan(0.001);
});

test("pops are dry and glide up, the one that is sent from a higher pitch", () => {
	for (const name of ["pop", "highPop"] as const) {
		const samples = makeSound(name);
		const lateHz = loudestHz(between(samples, 40, 80));
		expect(loudestHz(between(samples, 0, 12))).toBeLessThan(lateHz);
		expect(lateHz).toBeCloseTo(name === "pop" ? 645 : 970, -1.5);
		expect(dbfs(peakOf(between(samples, 70, 107)) / peakOf(samples))).toBeLessThan(-31.5);
	}
});

test("the two notes of a double pop are C5 and G5", () => {
	const samples = makeSound("twoNotePop");
	expect(loudestHz(between(samples, 0, 70))).toBeCloseTo(523, -1);
	expect(loudestHz(between(samples, 85, 180))).toBeCloseTo(784, -1);
});

test("variants differ by a hundredth of their pitch", () => {
	const [plain, high, low] = [0, 1, 2].map((variant) =>
		loudestHz(between(makeSound("bells", variant), 0, 80), 860, 900, 0.5),
	);
	expect((high ?? 0) / (plain ?? 1)).toBeCloseTo(1.01, 2);
	expect((low ?? 0) / (plain ?? 1)).toBeCloseTo(0.99, 2);
	expect([0, 1, 2, 3].map(variantOf)).toEqual([0, 1, 2, 0]);
});

test("send and receive are told apart: the receive sound is the higher one", () => {
	const crossings = (samples: Float32Array) => {
		const start = samples.subarray(0, RATE / 20);
		return start.filter((sample, index) => index > 0 && sample >= 0 && (start[index - 1] ?? 0) < 0).length;
	};
	expect(crossings(makeSound("bells"))).toBeGreaterThan(1.3 * crossings(makeSound("drop")));
});

/** The power of a frequency in a Hann window. */
function powerAt(samples: Float32Array, hz: number): number {
	let [re, im] = [0, 0];
	// A quarter of the samples is enough: nothing here is above 6 kHz.
	for (let index = 0; index < samples.length; index += 4) {
		const sample = samples[index] ?? 0;
		const weight = Math.sin((Math.PI * index) / samples.length) ** 2;
		const angle = (2 * Math.PI * hz * index) / RATE;
		re += weight * sample * Math.cos(angle);
		im += weight * sample * Math.sin(angle);
	}
	return re * re + im * im;
}

function spectrum(samples: Float32Array, fromHz: number, toHz: number, stepHz: number) {
	const hzs = Array.from(
		{ length: Math.floor((toHz - fromHz) / stepHz) },
		(_, index) => fromHz + index * stepHz,
	);
	return hzs.map((hz) => [hz, powerAt(samples, hz)] as const);
}

function loudestHz(samples: Float32Array, fromHz = 100, toHz = 1600, stepHz = 5): number {
	const [loudest] = spectrum(samples, fromHz, toHz, stepHz).toSorted(([, a], [, b]) => b - a);
	return loudest?.[0] ?? 0;
}

const levelAbove = (samples: Float32Array, fromHz: number) =>
	spectrum(samples, 100, 4000, 20).reduce((sum, [hz, power]) => sum + (hz >= fromHz ? power : 0), 0);

/** LUFS of the loudest 100 ms, with the filters that ITU-R BS.1770-5 gives for 48 kHz (annex 1, tables 1 and 2). */
function loudnessOf(samples: Float32Array): number {
	const shelf = filtered(
		samples,
		[1.53512485958697, -2.69169618940638, 1.19839281085285],
		[-1.69065929318241, 0.73248077421585],
	);
	const heard = filtered(shelf, [1, -2, 1], [-1.99004745483398, 0.99007225036621]);
	const window = RATE / 10;
	let [sum, most] = [0, 0];
	for (let index = 0; index < heard.length; index++) {
		sum += (heard[index] ?? 0) ** 2 - (heard[index - window] ?? 0) ** 2;
		most = Math.max(most, sum);
	}
	return -0.691 + 10 * Math.log10(most / window);
}

function filtered(
	input: Float32Array | Float64Array,
	[b0, b1, b2]: readonly [number, number, number],
	[a1, a2]: readonly [number, number],
): Float64Array {
	const output = new Float64Array(input.length);
	for (let at = 0; at < input.length; at++) {
		const fed = b0 * (input[at] ?? 0) + b1 * (input[at - 1] ?? 0) + b2 * (input[at - 2] ?? 0);
		output[at] = fed - a1 * (output[at - 1] ?? 0) - a2 * (output[at - 2] ?? 0);
	}
	return output;
}

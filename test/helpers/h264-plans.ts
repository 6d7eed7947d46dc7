import fc from "fast-check";
import { MOST_DISPOSABLE_IN_A_ROW } from "../../shared/video/encode/h264/level.ts";
import type { ModelPicture } from "./h264-model.ts";
import { codeStrips, type Strip, testPicture } from "./h264-strips.ts";

/** Numbers that `plan` makes a picture of, whatever the stream's size. */
type Wish = {
	readonly kind: number;
	readonly betweens: number;
	readonly isReference: boolean;
	readonly numbers: readonly number[];
};

export type RandomPlan = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly preset: string;
	readonly keyQp: number;
	readonly bandQp: number;
	readonly wishes: readonly Wish[];
};

const PRESETS = ["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"];

export const randomPlans: fc.Arbitrary<RandomPlan> = fc.record({
	widthPx: fc.integer({ min: 8, max: 50 }).map((half) => 2 * half),
	heightPx: fc.integer({ min: 25, max: 90 }).map((half) => 2 * half),
	preset: fc.constantFrom(...PRESETS),
	keyQp: fc.integer({ min: 10, max: 40 }),
	bandQp: fc.integer({ min: 10, max: 40 }),
	wishes: fc.array(
		fc.record({
			kind: fc.nat(9),
			betweens: fc.constantFrom(0, 0, 0, 1, 2, 3, 9),
			isReference: fc.boolean(),
			numbers: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
		}),
		{ minLength: 10, maxLength: 50 },
	),
});

/** The strips that a plan is made of: keys, bands of one and two rows, and bands that end with the picture. */
function stripsOf({ widthPx, heightPx, preset, keyQp, bandQp }: RandomPlan) {
	const code = (height: number, qp: number, seeds: readonly number[]) => {
		const settings = { widthPx, heightPx: height, qp, preset };
		return codeStrips(
			seeds.map((seed) => testPicture(settings, seed)),
			settings,
		);
	};
	const lastRowPx = heightPx - 16 * (Math.ceil(heightPx / 16) - 1);
	return {
		keys: code(heightPx, keyQp, [1, 2]),
		bands: [...code(16, bandQp, [3, 4]), ...code(32, keyQp, [5, 6])],
		lasts: [...code(lastRowPx, bandQp, [7]), ...code(16 + lastRowPx, bandQp, [8])],
	};
}

/** The pictures of a random plan; the first is a key, and every scroll finds its rows in the picture. */
export function planPictures(plan: RandomPlan): readonly ModelPicture[] {
	const { keys, bands, lasts } = stripsOf(plan);
	const heightMbs = Math.ceil(plan.heightPx / 16);
	const pictureOf = ({ kind, isReference, numbers }: Wish): ModelPicture => {
		if (kind === 0) return { kind: "key", strip: pick(keys, numbers[0]) };
		if (kind <= 2) return { kind: "repeat" };
		const scrolls = kind <= 4 ? [] : scrollsOf(numbers, plan.heightPx, kind >= 8);
		const placed = bandsOf(numbers.slice(4), { bands, lasts, heightMbs });
		return { kind: "inter", isReference, scrolls, bands: placed };
	};
	const inOrder = asStreamsMayBe([{ kind: "key", strip: pick(keys, 0) }, ...plan.wishes.map(pictureOf)]);
	return withBetweens(
		inOrder,
		(at, index) => {
			const { numbers } = plan.wishes[(at + index) % plan.wishes.length] ?? { numbers: [] };
			return betweenOf(
				numbers.map((number) => number + 37 * index),
				{ bands, lasts, heightMbs },
				plan.heightPx,
			);
		},
		plan.wishes,
	);
}

/** Announces pictures between references, where such may be, and puts them there. */
function withBetweens(
	pictures: readonly ModelPicture[],
	between: (at: number, index: number) => ModelPicture,
	wishes: readonly Wish[],
): readonly ModelPicture[] {
	const isReference = (picture: ModelPicture | undefined) =>
		picture?.kind === "inter" ? picture.isReference : picture !== undefined;
	return pictures.flatMap((picture, at) => {
		const betweenCount = wishes[at - 1]?.betweens ?? 0;
		const isPossible = picture.kind === "inter" && isReference(picture) && isReference(pictures[at - 1]);
		if (!isPossible || betweenCount === 0) return [picture];
		return [
			{ ...picture, betweenCount },
			...Array.from({ length: betweenCount }, (_, index) => between(at, index)),
		];
	});
}

/** Half of them with a weight. The last row is in no band, and with a weight in no move. */
function betweenOf(numbers: readonly number[], choice: Choice, heightPx: number): ModelPicture {
	const [first = 0, second = 0, third = 0] = numbers;
	const weight = first % 2 === 0 ? (first >> 1) % 65 : null;
	const endMb = choice.heightMbs - (weight === null ? 0 : 1);
	const moves = second % 4 === 0 ? [] : scrollsOf(numbers.slice(2), heightPx, second % 2 === 0);
	const bands = bandsOf(numbers.slice(4), choice).filter(
		({ atMb, strip }) => atMb + strip.coded.heightMbs < choice.heightMbs,
	);
	return {
		kind: "between",
		weight,
		moves: moves
			.filter(({ toMb }) => toMb <= endMb)
			.map((move, index) => ({
				...move,
				shiftPx: third % 5 === 0 ? 0 : move.shiftPx,
				of: (third >> index) % 2 === 0 ? "before" : "after",
			})),
		bands,
	};
}

/** Makes references of what is repeated, of what brings nothing, and of what would be the fifth disposable one in a row. */
function asStreamsMayBe(pictures: readonly ModelPicture[]): readonly ModelPicture[] {
	let disposableInARow = 0;
	return pictures.map((picture, index) => {
		const isDisposable =
			picture.kind === "inter" &&
			!picture.isReference &&
			picture.bands.length > 0 &&
			pictures[index + 1]?.kind !== "repeat" &&
			disposableInARow < MOST_DISPOSABLE_IN_A_ROW;
		disposableInARow = isDisposable ? disposableInARow + 1 : 0;
		return picture.kind === "inter" ? { ...picture, isReference: !isDisposable } : picture;
	});
}

/** One scroll, or two, touching or apart. */
function scrollsOf(numbers: readonly number[], heightPx: number, areTwo: boolean) {
	const first = scrollOf(numbers, heightPx, 0);
	const isRoom = 16 * first.toMb < heightPx;
	return areTwo && isRoom ? [first, scrollOf(numbers.slice(3), heightPx, first.toMb)] : [first];
}

function scrollOf([a = 0, b = 0, c = 0]: readonly number[], heightPx: number, leastMb: number) {
	const heightMbs = Math.ceil(heightPx / 16);
	const fromMb = leastMb + (a % (heightMbs - leastMb));
	const toMb = fromMb + 1 + (b % (heightMbs - fromMb));
	const lowest = -16 * fromMb;
	const highest = heightPx - Math.min(16 * toMb, heightPx);
	return { fromMb, toMb, shiftPx: lowest + 2 * (c % ((highest - lowest) / 2 + 1)) };
}

type Choice = {
	readonly bands: readonly Strip[];
	readonly lasts: readonly Strip[];
	readonly heightMbs: number;
};

/** Up to three bands, touching or apart, of which the last may end with the picture. */
function bandsOf(numbers: readonly number[], { bands, lasts, heightMbs }: Choice) {
	const placed: { atMb: number; strip: Strip }[] = [];
	const last = pick(lasts, numbers[0]);
	const hasLast = (numbers[1] ?? 0) % 3 === 0;
	const endMb = hasLast ? heightMbs - last.coded.heightMbs : heightMbs;
	let atMb = 0;
	for (const number of numbers.slice(2, 2 + ((numbers[2] ?? 0) % 3))) {
		const strip = pick(bands, number);
		atMb += (number >> 2) % 3;
		// A whole row of 16 may also lie over one that the picture cuts short.
		if (atMb + strip.coded.heightMbs > endMb) break;
		placed.push({ atMb, strip });
		atMb += strip.coded.heightMbs;
	}
	return hasLast ? [...placed, { atMb: endMb, strip: last }] : placed;
}

function pick(strips: readonly Strip[], number = 0): Strip {
	const strip = strips[number % strips.length];
	if (strip === undefined) throw new Error("no strips");
	return strip;
}

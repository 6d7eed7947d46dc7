import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AppSounds } from "../../../../shared/video/sound/app-sounds.ts";
import { planSound as planSoundOf } from "../../../../shared/video/sound/plan-sound.ts";
import type { Sound } from "../../../../shared/video/sound/sound.ts";
import { planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import type { Step } from "../../../../shared/video/timeline/step.ts";
import { arbitraryConversation } from "../../../helpers/arbitrary-conversation.ts";
import { numberMessages } from "../../../helpers/number-messages.ts";

type Sender = "you" | "them";

const reaction = { theirs: "bubble", yours: "softBubble" } as const;
const PLAIN: AppSounds = { send: "drop", receive: "bells", reaction, isVaried: false };

type Messages = Parameters<typeof planSoundOf>[1];

const planSound = (steps: readonly Step[], messages: Messages, options: { volume?: number } = {}) =>
	planSoundOf(steps, messages, { sounds: PLAIN, ...options });

const at = (...timesMs: readonly number[]) =>
	timesMs.map((atMs, entry): Step => ({ atMs, change: { kind: "shown", entry } }));

const from = (...senders: readonly Sender[]) => senders.map((sender, index) => ({ index, sender }));

/** The whole track, as whoever plays it hears it. */
function trackOf({ effects, starts }: Sound): Float32Array {
	const lengthOf = (effect: number) => effects[effect]?.samples.length ?? 0;
	const track = new Float32Array(
		Math.max(0, ...starts.map(({ effect, atSample }) => atSample + lengthOf(effect))),
	);
	for (const { effect, atSample } of starts) track.set(effects[effect]?.samples ?? [], atSample);
	return track;
}

const peakOf = (samples: Float32Array) =>
	samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

const soundAlone = (sender: Sender) =>
	planSound(at(0), from(sender)).effects[0]?.samples ?? new Float32Array(0);

/** Messages at any times, close together or not; the times ascend, as a timeline's do. */
const messages = fc.array(
	fc.record({ sender: fc.constantFrom<Sender>("you", "them"), gapMs: fc.oneof(fc.nat(60), fc.nat(900)) }),
	{ maxLength: 50 },
);

function planned(drawn: readonly { sender: Sender; gapMs: number }[]) {
	let timeMs = 0;
	const timesMs = drawn.map(({ gapMs }) => (timeMs += gapMs));
	const senders = drawn.map(({ sender }) => sender);
	return { timesMs, sound: planSound(at(...timesMs), from(...senders)) };
}

describe("planSound", () => {
	test("makes each sound once and places it at every message of its sender", () => {
		const sound = planSound(at(0, 2000, 4000, 6000), from("you", "them", "you", "them"));
		expect(sound.sampleRate).toBe(48_000);
		expect(sound.effects).toHaveLength(2);
		expect(sound.starts.map(({ effect }) => effect)).toEqual([0, 1, 0, 1]);
	});

	test("gives what is sent another sound than what is received", () => {
		const { effects } = planSound(at(0, 2000), from("you", "them"));
		expect(effects[0]).not.toEqual(effects[1]);
	});

	test("leaves dots and receipts without a sound", () => {
		const steps: readonly Step[] = [
			{ atMs: 100, change: { kind: "typing", entry: 0 } },
			{ atMs: 200, change: { kind: "receipt", entry: 0, receipt: "read" } },
			{ atMs: 300, change: { kind: "stopped", entry: 0 } },
		];
		expect(planSound(steps, from("you"))).toEqual({ sampleRate: 48_000, effects: [], starts: [] });
	});

	test("is exactly silent before a message and heard within 50 ms of it", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 100_000 }),
				fc.constantFrom<Sender>("you", "them"),
				(timeMs, sender) => {
					const track = trackOf(planSound(at(timeMs), from(sender)));
					expect(peakOf(track.subarray(0, timeMs * 48))).toBe(0);
					expect(peakOf(track.subarray(timeMs * 48, (timeMs + 50) * 48))).toBeGreaterThan(0.25);
				},
			),
			{ numRuns: 30 },
		);
	});

	test("is exactly silent between sounds that do not meet", () => {
		const track = trackOf(planSound(at(0, 2000), from("them", "them")));
		expect(peakOf(track.subarray(0.5 * 48_000, 2 * 48_000))).toBe(0);
	});

	test("starts on AAC frames, in order, and no effect overlaps another", () => {
		fc.assert(
			fc.property(messages, (drawn) => {
				const { effects, starts } = planned(drawn).sound;
				let freeFrom = 0;
				for (const { effect, atSample } of starts) {
					expect(atSample % 1024).toBe(0);
					expect(atSample).toBeGreaterThanOrEqual(freeFrom);
					freeFrom = atSample + (effects[effect]?.samples.length ?? Number.NaN);
				}
			}),
			{ numRuns: 30 },
		);
	});

	test("never clips, however many sounds meet", () => {
		fc.assert(
			fc.property(messages, (drawn) => {
				expect(peakOf(trackOf(planned(drawn).sound))).toBeLessThanOrEqual(10 ** (-1 / 20) + 1e-6);
			}),
			{ numRuns: 30 },
		);
	});

	test("keeps fifty sounds at one moment just below full scale", () => {
		const track = trackOf(
			planSound(at(...Array<number>(50).fill(1000)), from(...Array<Sender>(50).fill("you"))),
		);
		expect(20 * Math.log10(peakOf(track))).toBeCloseTo(-1, 3);
	});

	test("is the sum of the sounds of all messages, made quieter as a whole where they are too loud together", () => {
		const alone = { you: soundAlone("you"), them: soundAlone("them") };
		fc.assert(
			fc.property(messages, (drawn) => {
				const { timesMs, sound } = planned(drawn);
				const sum = new Float32Array(trackOf(sound).length);
				for (const [message, timeMs] of timesMs.entries()) {
					const from = Math.ceil((timeMs * 48) / 1024) * 1024;
					const samples = alone[drawn[message]?.sender ?? "you"];
					for (const [index, sample] of samples.entries())
						sum[from + index] = (sum[from + index] ?? 0) + sample;
				}
				for (const { effect, atSample } of sound.starts) {
					const samples = sound.effects[effect]?.samples ?? new Float32Array(0);
					const expected = sum.subarray(atSample, atSample + samples.length);
					const gain = Math.min(1, 10 ** (-1 / 20) / peakOf(expected));
					expect(peakOf(samples.map((sample, index) => sample - gain * (expected[index] ?? 0)))).toBeLessThan(
						1e-5,
					);
				}
			}),
			{ numRuns: 30 },
		);
	});

	test("plays at a share of the amplitude, and at none not at all", () => {
		const [whole, half] = [1, 0.5].map((volume) =>
			trackOf(planSound(at(0, 100, 3000), from("you", "them", "you"), { volume })),
		);
		const expected = whole?.map((sample) => sample / 2) ?? new Float32Array(0);
		expect(peakOf(expected.map((sample, index) => sample - (half?.[index] ?? 0)))).toBeLessThan(1e-6);
		const silent = planSound(at(0, 100), from("you", "them"), { volume: 0 });
		expect(silent).toEqual({ sampleRate: 48_000, effects: [], starts: [] });
	});

	test("plays varied sounds in three variants, in turn for each side", () => {
		const sounds: AppSounds = { send: "highPop", receive: "pop", reaction, isVaried: true };
		const times = Array.from({ length: 9 }, (_, index) => index * 1000);
		const senders = from("you", "you", "them", "you", "you", "them", "you", "them", "them");
		const { effects, starts } = planSoundOf(at(...times), senders, { sounds });
		expect(starts.map(({ effect }) => effect)).toEqual([0, 1, 2, 3, 0, 4, 1, 5, 2]);
		expect(effects).toHaveLength(6);
	});

	test("makes an equal mix only once", () => {
		const { effects, starts } = planSound(at(0, 128, 6400, 6528), from("you", "them", "you", "them"));
		expect(effects).toHaveLength(1);
		expect(starts.map(({ effect }) => effect)).toEqual([0, 0]);
	});

	test("ends before the shortest video that is allowed, and is the same every time", () => {
		fc.assert(
			fc.property(arbitraryConversation({ messageCount: { min: 1, max: 12 } }), ({ messages: all }) => {
				const numbered = numberMessages(all);
				const lastMs = Math.max(
					...planSteps(numbered, { startWith: 0 }).steps.map(({ atMs, change }) =>
						change.kind === "shown" ? atMs : 0,
					),
				);
				const { steps, durationMs } = planSteps(numbered, {
					startWith: 0,
					video: { durationSeconds: (lastMs + 500) / 1000 },
				});
				const sound = planSound(steps, numbered);
				// A video may be shorter than its timeline by half a frame of 24 a second.
				expect(trackOf(sound).length).toBeLessThanOrEqual((durationMs - 500 / 24) * 48);
				expect(planSound(steps, numbered)).toEqual(sound);
			}),
			{ numRuns: 20 },
		);
	});

	test("knows messages by their number in the conversation", () => {
		const steps: readonly Step[] = [{ atMs: 0, change: { kind: "shown", entry: 7 } }];
		const messages = [
			{ index: 3, sender: "you" },
			{ index: 7, sender: "them" },
		] as const;
		expect(planSound(steps, messages)).toEqual(planSound(at(0), from("them")));
	});

	test("refuses a message that has no sender", () => {
		expect(() => planSound(at(0, 1000), from("you"))).toThrow(RangeError);
	});
});

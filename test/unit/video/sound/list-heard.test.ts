import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listEntries } from "../../../../shared/video/conversation/chat-entries.ts";
import type { Change } from "../../../../shared/video/conversation/chat-state.ts";
import { drawnMessages } from "../../../../shared/video/conversation/drawn-messages.ts";
import { parseConversation } from "../../../../shared/video/conversation/parse.ts";
import { encodeSound } from "../../../../shared/video/encode/aac/encode-sound.ts";
import { type Heard, listKeySounds, listMessageSounds } from "../../../../shared/video/sound/list-heard.ts";
import { planSound } from "../../../../shared/video/sound/plan-sound.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { planSteps } from "../../../../shared/video/timeline/plan-steps.ts";
import type { Step } from "../../../../shared/video/timeline/step.ts";
import { arbitraryFullConversation } from "../../../helpers/arbitrary-full-conversation.ts";

const { sounds } = themes.imessage;

const key = (lit: string | null): Change => ({ kind: "keyboard", keyboard: { page: "letters", lit } });
const draft = (text: string | null): Change => ({ kind: "draft", draft: text });
const at = (...moments: readonly (readonly Change[])[]) =>
	moments.flatMap((changes, index) => changes.map((change): Step => ({ atMs: 100 * index, change })));
const clicksOf = (steps: readonly Step[]) =>
	listKeySounds(steps).map(({ atMs, sound }) => [atMs, sound] as const);

/** What a conversation shows, without the lines of the chat, which come without a sound. */
function planned(input: unknown) {
	const conversation = parseConversation(input, { maxMessages: 100 });
	const messages = drawnMessages(conversation);
	// As long as it needs to be.
	const { steps, durationMs } = planSteps(listEntries(conversation), { ...conversation, video: {} });
	const isMessage = (entry: number) => messages.some(({ index }) => index === entry);
	const heard = steps.filter(({ change }) => change.kind !== "shown" || isMessage(change.entry));
	return { steps: heard, messages, durationMs };
}

describe("keys are heard", () => {
	test("at each press: letters, those with a name and delete each in their way", () => {
		const steps = at(
			[key(null)],
			[draft("a"), key("a")],
			[key(null)],
			[draft("a "), key("space")],
			[key("delete"), draft("a")],
			[key("digits")],
			[draft("a1"), key("1")],
			[key(null)],
			[draft("a1😂"), key("😂")],
		);
		expect(clicksOf(steps)).toEqual([
			[100, "letterKey"],
			[300, "otherKey"],
			[400, "deleteKey"],
			[500, "otherKey"],
			[600, "letterKey"],
			[800, "letterKey"],
		]);
	});

	test("when one stays lit and is pressed again, or is held", () => {
		const steps = at([draft("l"), key("l")], [draft("ll")], [draft("l"), key("delete")], [draft(null)]);
		expect(clicksOf(steps).map(([, sound]) => sound)).toEqual([
			...["letterKey", "letterKey", "deleteKey", "deleteKey"],
		]);
	});

	test("at what a keyboard writes that lights no keys, and not when a message is sent or the keyboard falls", () => {
		const steps = at(
			[key(null)],
			[draft("日本")],
			[draft("日本 ")],
			[draft("日本")],
			[draft(null)],
			[{ kind: "keyboard", keyboard: null }],
		);
		expect(clicksOf(steps)).toEqual([
			[100, "letterKey"],
			[200, "otherKey"],
			[300, "deleteKey"],
		]);
	});
});

test("a reaction of theirs sounds, and one's own more softly", () => {
	const steps = at(
		[{ kind: "reaction", entry: 3, reaction: 0 }],
		[{ kind: "reaction", entry: 3, reaction: 1 }],
	);
	const message = { index: 3, sender: "you", reactions: [{ from: "them" }, { from: "you" }] } as const;
	expect(listMessageSounds(steps, [message], sounds).map(({ sound }) => sound)).toEqual([
		"bubble",
		"softBubble",
	]);
});

describe("of any conversation", () => {
	const anything = arbitraryFullConversation().map((input) => ({ ...Object(input), keyboard: "always" }));

	test("each message, reaction and key that is seen is heard within 50 ms, and nothing else", () => {
		let clicks = 0;
		fc.assert(
			fc.property(anything, (input) => {
				const { steps, messages } = planned(input);
				const heard: readonly Heard[] = [
					...listMessageSounds(steps, messages, sounds),
					...listKeySounds(steps),
				].toSorted((a, b) => a.atMs - b.atMs);
				const seen = steps.filter(({ change }) => change.kind === "shown" || change.kind === "reaction");
				expect(heard.filter(({ role }) => role !== "key").map(({ atMs }) => atMs)).toEqual(
					seen.map(({ atMs }) => atMs),
				);
				clicks += heard.length - seen.length;
				const track = trackOf(planSound(steps, messages, { sounds }));
				// From silence, a sound begins no sooner than what is seen, and no later than 50 ms after it.
				let quietFrom = 0;
				for (const { atMs } of heard) {
					if (quietFrom <= atMs * 48) {
						expect(peakOf(track.subarray(quietFrom, atMs * 48))).toBe(0);
						expect(peakOf(track.subarray(atMs * 48, (atMs + 50) * 48))).toBeGreaterThan(0.001);
					}
					// The longest sound, and the most that one comes late.
					quietFrom = Math.max(quietFrom, atMs * 48 + 22 * 1024 + 2 * 1024);
				}
				expect(peakOf(track.subarray(quietFrom))).toBe(0);
			}),
			{ numRuns: 40 },
		);
		expect(clicks).toBeGreaterThan(50);
	});

	test("each key has a click of its own, in the frame that is seen or at most 50 ms later", () => {
		let compared = 0;
		fc.assert(
			fc.property(anything, (input) => {
				const { steps, messages } = planned(input);
				const { starts } = planSound(steps, messages, { sounds, messages: false });
				const presses = listKeySounds(steps);
				// Where a deletion is pressed together, clicks overlap and start as one.
				if (starts.length !== presses.length) return;
				compared += presses.length;
				const lateMs = presses.map(({ atMs }, at) => (starts[at]?.atSample ?? 0) / 48 - atMs);
				expect(Math.min(0, ...lateMs)).toBe(0);
				expect(Math.max(0, ...lateMs)).toBeLessThan(50);
			}),
			{ numRuns: 40 },
		);
		expect(compared).toBeGreaterThan(50);
	});

	test("messages or keys may be silent, and the others sound as they do", () => {
		fc.assert(
			fc.property(anything, (input) => {
				const { steps, messages } = planned(input);
				const options = { sounds, messages: true, keys: true };
				const all = planSound(steps, messages, options).starts.length;
				const ofKeys = planSound(steps, messages, { ...options, messages: false });
				const ofMessages = planSound(steps, messages, { ...options, keys: false });
				expect(ofKeys.starts.length).toBeLessThanOrEqual(listKeySounds(steps).length);
				expect(ofKeys.starts.length + ofMessages.starts.length).toBeGreaterThanOrEqual(all);
				const none = planSound(steps, messages, { ...options, messages: false, keys: false });
				expect(none.starts).toEqual([]);
				expect(planSound(steps, messages, options)).toEqual(planSound(steps, messages, { sounds }));
			}),
			{ numRuns: 20 },
		);
	});
});

test("hundreds of clicks are made of few effects, and add little to what is encoded", () => {
	const { steps, messages, durationMs } = planned(JSON.parse(readFileSync("scripts/bench/w5.json", "utf8")));
	expect(listKeySounds(steps).length).toBeGreaterThan(280);
	const work = [true, false].map((keys) => {
		const sound = planSound(steps, messages, { sounds, keys });
		return {
			effects: sound.effects.length,
			frames: new Set(encodeSound(sound, durationMs / 1000).frames).size,
		};
	});
	const [withKeys, without] = work;
	expect(withKeys?.effects).toBeLessThanOrEqual(24);
	// A third of a second in AAC frames of 21 ms, for thirty seconds of typing.
	expect((withKeys?.frames ?? 0) - (without?.frames ?? 0)).toBeLessThan(40);
});

function trackOf({ effects, starts }: ReturnType<typeof planSound>): Float32Array {
	const ends = starts.map(({ effect, atSample }) => atSample + (effects[effect]?.samples.length ?? 0));
	const track = new Float32Array(ends.reduce((most, end) => Math.max(most, end), 0));
	for (const { effect, atSample } of starts) track.set(effects[effect]?.samples ?? [], atSample);
	return track;
}

function peakOf(samples: Float32Array): number {
	return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

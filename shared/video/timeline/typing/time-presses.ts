import type { Random } from "../../../core/random.ts";
import type { Keyboard } from "../../locale/keyboard.ts";
import type { Keystrokes, Stroke } from "./keystrokes.ts";
import { splitGraphemes } from "./list-edits.ts";
import type { Press } from "./press-keys.ts";
import { PAUSES, type PauseName, RHYTHM } from "./rhythm.ts";

type Hand = { readonly keyboard: Keyboard; readonly random: Random; readonly pace: number };

/** Gives each press its time, and the sending. */
export function timePresses(
	presses: readonly Press[],
	hand: Hand,
): Pick<Keystrokes, "strokes" | "durationMs" | "leastMs" | "isTooFast"> {
	const strokes: Stroke[] = [];
	let atMs = 0;
	for (const [at, press] of presses.entries()) {
		const { draft, page, nextPage, key, isHeld, isSlip } = press;
		const leastGapMs = findLeastGap(press);
		atMs += Math.max(leastGapMs, Math.round(chooseGap(presses[at - 1], press, hand) / hand.pace));
		strokes.push({ atMs, draft, page, nextPage, key, leastGapMs, isHeld, isSlip });
	}
	const sendMs = Math.max(PAUSES.send.leastMs, Math.round(choosePause("send", hand) / hand.pace));
	return { strokes, durationMs: atMs + sendMs, leastMs: sumLeast(strokes), isTooFast: false };
}

/** The shortest duration in which all strokes can follow each other. Slips are left out when time is short. */
function sumLeast(strokes: readonly Stroke[]): number {
	const gaps = strokes.map(({ isSlip, leastGapMs }) => (isSlip ? 0 : leastGapMs));
	return gaps.reduce((sum, gap) => sum + gap, PAUSES.send.leastMs);
}

function findLeastGap({ added, pause }: Press): number {
	const least = pause === null ? RHYTHM.leastSwitchMs : PAUSES[pause].leastMs;
	return added === null ? least : Math.max(least, RHYTHM.leastLetterMs * splitGraphemes(added).length);
}

/** The time between two presses, in ms. */
function chooseGap(previous: Press | undefined, press: Press, hand: Hand): number {
	const pause = press.pause ?? findPause(previous, press);
	if (pause !== null) return choosePause(pause, hand);
	const { medianMs, sigma } = RHYTHM.gap;
	const letters = press.added === null ? 1 : splitGraphemes(press.added).length;
	let gapMs = 0;
	for (let count = 0; count < letters; count++) gapMs += hand.random.logNormal(medianMs, sigma);
	return previous === undefined ? gapMs : gapMs * findFactor(previous, press, hand.keyboard);
}

function choosePause(name: PauseName, { random }: Hand): number {
	return random.between(PAUSES[name].minMs, PAUSES[name].maxMs);
}

function findPause(previous: Press | undefined, { page, key, added }: Press): PauseName | null {
	if (previous?.added != null && AFTER_PUNCTUATION.test(previous.draft)) return "punctuation";
	return page === "emoji" && added !== null && key !== previous?.key ? "seek" : null;
}

/** The space that follows a mark is typed at once; then somebody thinks. */
const AFTER_PUNCTUATION = /[.,!?…;:،؛؟।]\s+$|[。、！？，；：]$/u;

function findFactor(previous: Press, press: Press, keyboard: Keyboard): number {
	const isSame = press.key === null ? press.added === previous.added : press.key === previous.key;
	if (isSame || /\s$/.test(previous.added ?? "")) return RHYTHM.slowly;
	const sides = [findSide(keyboard, previous), findSide(keyboard, press)];
	const areOpposite = sides.includes("left") && sides.includes("right");
	return areOpposite ? RHYTHM.oppositeHands : 1;
}

/** The thumb that presses a key. Null: either, or it is not known. */
function findSide(keyboard: Keyboard, { page, key }: Press): "left" | "right" | null {
	if (key === null || key === "space" || page === "emoji") return null;
	const row = (keyboard[page] ?? keyboard.letters).find((keys) => keys.includes(key)) ?? [];
	return row.indexOf(key) + 0.5 < row.length / 2 ? "left" : "right";
}

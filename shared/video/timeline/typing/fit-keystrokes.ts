import type { Keystrokes, Stroke } from "./keystrokes.ts";
import { PAUSES } from "./rhythm.ts";

/**
 * Types in the time that there is. Where it is too short, first the slips go, then all gaps shrink to what is possible, and then
 * typing starts in mid-text: `opening` says what stands in the field before, and `isTooFast` is true. A plan with time to spare stays as it is.
 */
export function fitKeystrokes(plan: Keystrokes, roomMs: number): Keystrokes {
	if (plan.durationMs <= roomMs) return plan;
	const whole = leaveOutSlips(plan);
	if (whole.durationMs <= roomMs) return whole;
	const room = Math.max(0, Math.floor(roomMs));
	return whole.leastMs <= room ? shrinkGaps(whole, room) : startLate(whole, room);
}

function leaveOutSlips(plan: Keystrokes): Keystrokes {
	let slipsMs = 0;
	let beforeMs = 0;
	const strokes = plan.strokes.flatMap((stroke): Stroke[] => {
		if (stroke.isSlip) slipsMs += stroke.atMs - beforeMs;
		beforeMs = stroke.atMs;
		return stroke.isSlip ? [] : [{ ...stroke, atMs: stroke.atMs - slipsMs }];
	});
	return { ...plan, strokes, durationMs: plan.durationMs - slipsMs };
}

/** All gaps by one factor, but none below its least. */
function shrinkGaps(plan: Keystrokes, durationMs: number): Keystrokes {
	const { strokes, durationMs: naturalMs } = plan;
	const gaps = strokes.map(({ atMs, leastGapMs }, at): Gap => {
		return { gapMs: atMs - (strokes[at - 1]?.atMs ?? 0), leastGapMs };
	});
	const sending: Gap = {
		gapMs: naturalMs - (strokes.at(-1)?.atMs ?? 0),
		leastGapMs: PAUSES.send.leastMs,
	};
	const factor = findFactor([...gaps, sending], durationMs);
	let atMs = 0;
	const times = gaps.map((gap) => {
		atMs += shrink(gap, factor);
		// A least gap is whole, so it stays one between two times that are rounded down.
		return Math.floor(atMs);
	});
	return { ...plan, strokes: strokes.map((stroke, at) => ({ ...stroke, atMs: times[at] ?? 0 })), durationMs };
}

type Gap = { readonly gapMs: number; readonly leastGapMs: number };

const shrink = ({ gapMs, leastGapMs }: Gap, factor: number) => Math.max(leastGapMs, gapMs * factor);

/** The largest factor, to a millionth, whose gaps are no longer than the time; at 0 they are all at their least. */
function findFactor(gaps: readonly Gap[], durationMs: number): number {
	let [low, high] = [0, 1];
	for (let halving = 0; halving < 20; halving++) {
		const middle = (low + high) / 2;
		const sumMs = gaps.reduce((sum, gap) => sum + shrink(gap, middle), 0);
		if (sumMs <= durationMs) low = middle;
		else high = middle;
	}
	return low;
}

/** The last strokes that there is time for, at their least gaps. */
function startLate(plan: Keystrokes, durationMs: number): Keystrokes {
	let leftMs = durationMs - PAUSES.send.leastMs;
	let first = plan.strokes.length;
	for (const stroke of plan.strokes.toReversed()) {
		if (stroke.leastGapMs > leftMs) break;
		leftMs -= stroke.leastGapMs;
		first -= 1;
	}
	let atMs = Math.max(0, leftMs);
	const strokes = plan.strokes.slice(first).map((stroke) => {
		atMs += stroke.leastGapMs;
		return { ...stroke, atMs };
	});
	const before = plan.strokes[first - 1];
	const opening = before === undefined ? plan.opening : { draft: before.draft, page: before.nextPage };
	return { ...plan, opening, strokes, durationMs, isTooFast: true };
}

import type { Timing } from "../themes/motion.ts";
import { progressOf } from "./curve.ts";

type Spring = Extract<Timing, { kind: "spring" }>;

/** A movement has ended once what is left of it is no more than this. */
const UNSEEN_PX = 0.5;

/** How far a movement over `wayPx` is after a time: from 0 to 1, and past it where it swings. */
export function progressAt(timing: Timing, ageMs: number, wayPx: number): number {
	if (timing.kind === "curve") return timing.ms === 0 ? 1 : progressOf(timing.curve, ageMs / timing.ms);
	return ageMs >= durationMs(timing, wayPx) ? 1 : springAt(timing, ageMs);
}

/** How long a movement over `wayPx` can be seen. */
export function durationMs(timing: Timing, wayPx: number): number {
	return timing.kind === "curve" ? timing.ms : settleMs(timing, wayPx);
}

/**
 * A damped harmonic oscillator let go at rest one unit from its place (en.wikipedia.org/wiki/Harmonic_oscillator, "Damped"):
 * 1 − x(t) = e^(−ζωt) · (cos ω't + ζω ÷ ω' · sin ω't), with ω = 2π ÷ response and ω' = ω√(1 − ζ²); at critical damping, where ω' is 0,
 * 1 − x(t) = e^(−ωt) · (1 + ωt).
 */
function springAt({ responseMs, damping }: Spring, ageMs: number): number {
	const angle = (2 * Math.PI * Math.max(0, ageMs)) / responseMs;
	if (damping === 1) return 1 - criticalLeft(angle);
	const swing = Math.sqrt(1 - damping ** 2);
	const left = Math.cos(swing * angle) + (damping / swing) * Math.sin(swing * angle);
	return 1 - Math.exp(-damping * angle) * left;
}

const criticalLeft = (angle: number) => Math.exp(-angle) * (1 + angle);

/**
 * When a spring stays within `UNSEEN_PX` of its place. Its swings are at most e^(−ζωt) ÷ √(1 − ζ²) of the way; it first gets there where
 * tan ω't = −√(1 − ζ²) ÷ ζ.
 */
function settleMs({ responseMs, damping, isStopped }: Spring, wayPx: number): number {
	if (damping === 1) return (criticalAngle(UNSEEN_PX / wayPx) * responseMs) / (2 * Math.PI);
	const swing = Math.sqrt(1 - damping ** 2);
	const angle = isStopped
		? (Math.PI - Math.atan(swing / damping)) / swing
		: Math.log(wayPx / UNSEEN_PX / swing) / damping;
	return Math.max(0, (angle * responseMs) / (2 * Math.PI));
}

/** Enough for a millionth of a period. */
const HALVINGS = 30;
/** From here on nothing of any screen is left. */
const FAR_ANGLE = 40;

/** The ωt at which so much is left, by halving: what is left only ever shrinks. */
function criticalAngle(left: number): number {
	if (left >= 1) return 0;
	let [low, high] = [0, FAR_ANGLE];
	for (let halving = 0; halving < HALVINGS; halving++) {
		const middle = (low + high) / 2;
		if (criticalLeft(middle) > left) low = middle;
		else high = middle;
	}
	return high;
}

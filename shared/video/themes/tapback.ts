import type { Motion } from "./motion.ts";

/**
 * A tapback of iMessage: the disc, its edge in the colour of the page and what trails off it, as its own view code has them for iOS 26.
 * Three at most. There they overlap by 45 %: here by so much that none of our emoji, which are wider, covers another.
 */
export const TAPBACK = {
	at: "corner",
	perPerson: "one",
	most: 3,
	diameterPt: 32,
	sizePt: 18.5,
	edgePt: 2,
	sidePt: 6,
	pitch: { joined: 0.66, apart: 0.88 },
	dots: [
		{ sizePt: 8.5, outPt: 12, downPt: 14.5 },
		{ sizePt: 4.5, outPt: 17.7, downPt: 23.3 },
	],
} as const;

/** The 0.2 s are those of a clone's own holder of reactions. */
export const TAPBACK_MOTION: Motion["reaction"] = {
	enter: {
		kind: "grow",
		timing: { kind: "curve", ms: 200, curve: "back-out" },
		fromScale: 0.2,
		fadeMs: 60,
	},
	leave: { kind: "shrink", ms: 150, toScale: 0.2 },
};

import type { Motion } from "../../shared/video/themes/motion.ts";

const SPRING = { kind: "spring", responseMs: 350, damping: 0.7 } as const;

/** How a phone moves: all that today's look does without. */
export const PHONE_MOTION: Motion = {
	scroll: {
		timing: { kind: "curve", ms: 350, curve: { x1: 0.25, y1: 0.1, x2: 0.25, y2: 1 } },
		carriesNew: false,
	},
	arrive: {
		own: { kind: "fly", up: SPRING, across: { ...SPRING, damping: 0.8 }, fromScale: 1, fadeMs: 0 },
		theirs: { kind: "grow", timing: SPRING, fromScale: 0.86, fadeMs: 20 },
	},
	replace: { kind: "grow", timing: SPRING, fromScale: 0.86, fadeMs: 0 },
	typing: {
		enter: {
			kind: "grow",
			timing: { kind: "curve", ms: 250, curve: "back-out" },
			fromScale: 0.3,
			fadeMs: 60,
		},
		leave: { kind: "shrink", ms: 200, toScale: 0.5 },
	},
	receipt: {
		enter: { kind: "fade", ms: 250, fromOpacity: 0, riseShare: 0 },
		changeMs: 200,
		leave: { kind: "fade", ms: 200 },
	},
	rewriteMs: 0,
	reaction: {
		enter: {
			kind: "grow",
			timing: { kind: "curve", ms: 200, curve: "back-out" },
			fromScale: 0.2,
			fadeMs: 60,
		},
		leave: { kind: "shrink", ms: 150, toScale: 0.2 },
	},
	keyboard: {
		slide: { kind: "spring", responseMs: 344, damping: 1 },
		grow: { kind: "curve", ms: 200, curve: "ease-out" },
	},
	other: {
		enter: { kind: "rise", timing: SPRING, riseShare: 0.02, fadeMs: 100 },
		leave: { kind: "fade", ms: 200 },
	},
};

import { expect, test } from "vitest";
import { entranceMs } from "../../../../shared/video/animation/entrance-time.ts";
import { themes } from "../../../../shared/video/themes/themes.ts";
import { PACING } from "../../../../shared/video/timeline/pacing.ts";
import { PHONE_MOTION } from "../../../helpers/phone-motion.ts";
import { MOTION } from "../../../helpers/rests.ts";

test("what takes longest to bring a message to rest is its entrance", () => {
	expect(entranceMs(MOTION)).toBe(350);
	const fade = { kind: "fade", ms: 400, fromOpacity: 0, riseShare: 0 } as const;
	expect(entranceMs({ ...MOTION, replace: fade })).toBe(400);
	expect(entranceMs({ ...MOTION, arrive: { ...MOTION.arrive, theirs: { ...fade, ms: 360 } } })).toBe(360);
});

test("a spring is an entrance until half a pixel of a hundred is left", () => {
	// ln(200 ÷ √(1 − 0.7²)) ÷ 0.7 × 350 ÷ 2π.
	expect(entranceMs(PHONE_MOTION)).toBe(449);
	const up = { kind: "spring", responseMs: 400, damping: 0.7 } as const;
	const own = { kind: "fly", up, across: null, fromScale: 1, fadeMs: 0 } as const;
	// The same a seventh slower.
	expect(entranceMs({ ...PHONE_MOTION, arrive: { ...PHONE_MOTION.arrive, own } })).toBe(513);
});

test("the classic look keeps the times that it has always had", () => {
	expect(entranceMs(themes["imessage-classic"].motion)).toBe(PACING.entranceMs);
});

import type { Motion } from "./motion.ts";

/**
 * The spring that iOS moves its keyboard with (up to iOS 16; of later ones nothing else is known): a mass of 3 and a stiffness of 1000,
 * critically damped. Its ω is √(1000 ÷ 3) = 18.26 a second, and its period 344 ms.
 */
export const KEYBOARD_MOTION: Motion["keyboard"] = {
	slide: { kind: "spring", responseMs: 1000 * 2 * Math.PI * Math.sqrt(3 / 1000), damping: 1 },
	grow: { kind: "curve", ms: 200, curve: "ease-out" },
};

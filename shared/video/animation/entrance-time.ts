import type { Entrance, Motion } from "../themes/motion.ts";
import { durationMs } from "./timing.ts";

/** A spring takes the longer the farther it goes. This is about a bubble's way as it grows; a length does not depend on the screen. */
const WAY_PX = 100;

/** How long a message takes to come to rest, in whole ms: the longest of what moves it, and of the column that makes room. */
export function entranceMs({ scroll, arrive, replace }: Motion): number {
	const entrances = [arrive.own, arrive.theirs, replace].map(longestMs);
	return Math.ceil(Math.max(durationMs(scroll.timing, WAY_PX), ...entrances));
}

function longestMs(entrance: Entrance): number {
	switch (entrance.kind) {
		case "none":
			return 0;
		case "fade":
			return entrance.ms;
		case "grow":
		case "rise":
			return Math.max(entrance.fadeMs, durationMs(entrance.timing, WAY_PX));
		case "fly": {
			const timings = entrance.across === null ? [entrance.up] : [entrance.up, entrance.across];
			return Math.max(entrance.fadeMs, ...timings.map((timing) => durationMs(timing, WAY_PX)));
		}
	}
}

import { toEven } from "../../scene/rounding.ts";
import type { Look } from "../../themes/look.ts";
import { LEAST_GAP_PX } from "../message/block.ts";

/** What stands at an edge of a block. */
export type Edge = "message" | "system" | "date";

/** Between two blocks that are no run. `above` null: the lines over the first message, to which a date belongs. */
export function gapBetweenPx(above: Edge | null, below: Edge, { runs, lines }: Look): number {
	if (above === null && below === "date") return 0;
	const isMessageBelow = below === "message";
	if (above === null) return atLeast(isMessageBelow ? runs.betweenPx : lines.betweenPx);
	if (above === "message") return atLeast(isMessageBelow ? runs.betweenPx : lines.abovePx);
	return atLeast(isMessageBelow ? lines.belowPx : lines.betweenPx);
}

const atLeast = (px: number) => Math.max(LEAST_GAP_PX, toEven(px));

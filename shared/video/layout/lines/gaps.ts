import { toEven } from "../../scene/rounding.ts";
import type { Look } from "../../themes/look.ts";
import { LEAST_GAP_PX } from "../message/block.ts";

/** What stands at an edge of a block. */
type Edge = "message" | "line";

/** Between two blocks that are no run. `above` null: the lines over the first message, with which a line goes on. */
export function gapBetweenPx(above: Edge | null, below: Edge, { runs, lines }: Look): number {
	if (above === null) return below === "line" ? 0 : atLeast(runs.betweenPx);
	if (above === "message") return atLeast(below === "message" ? runs.betweenPx : lines.abovePx);
	return atLeast(below === "message" ? lines.belowPx : lines.betweenPx);
}

const atLeast = (px: number) => Math.max(LEAST_GAP_PX, toEven(px));

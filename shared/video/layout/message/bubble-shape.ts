import type { Radius, Tail } from "../../themes/frame.ts";
import type { Resolved } from "../../themes/look.ts";
import type { BlockInput } from "./block.ts";
import { type Corners, hookOutPx, type TailShape } from "./bubble-path.ts";

/** A message's place among those that one sender sends in a row. */
type InRun = Pick<BlockInput, "isFirst" | "isLast">;
type Joins = Pick<BlockInput, "isLast" | "joinsAbove" | "joinsBelow">;

export function findCorners(
	{ wholePx, joinedPx = wholePx, lastPx = wholePx }: Resolved<Radius>,
	{ isLast, joinsAbove, joinsBelow }: Joins,
): Corners {
	const freeBottomPx = isLast ? lastPx : wholePx;
	return {
		nearTopPx: joinsAbove ? joinedPx : wholePx,
		nearBottomPx: joinsBelow ? joinedPx : freeBottomPx,
		farPx: wholePx,
	};
}

export function findTail(tail: Resolved<Tail>, { isFirst, isLast }: InRun): TailShape {
	switch (tail.kind) {
		case "curl":
			return isLast ? { kind: "curl", sizePx: tail.outPx } : { kind: "none" };
		case "hang":
			return isLast ? { kind: "hang", sizePx: tail.dropPx } : { kind: "none" };
		case "nub":
			if (tail.at === "top") return isFirst ? { kind: "triangle", sizePx: tail.sizePx } : { kind: "none" };
			return isLast ? { kind: "hook", sizePx: tail.sizePx } : { kind: "none" };
		case "none":
			return { kind: "none" };
	}
}

/** How far a tail stands out of the body's side. */
export function tailOutPx(tail: Resolved<Tail>): number {
	switch (tail.kind) {
		case "curl":
			return tail.outPx;
		case "nub":
			return tail.at === "top" ? tail.sizePx : hookOutPx(tail.sizePx);
		default:
			return 0;
	}
}

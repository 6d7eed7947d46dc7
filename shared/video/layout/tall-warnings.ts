import type { Warning } from "../conversation/warning.ts";
import type { RowSpan } from "../scene/rect.ts";
import type { Look } from "../themes/look.ts";
import type { Stack } from "./column.ts";

/** Finds messages that are never seen as a whole, because they are higher than the screen between header and composer. */
export type TallCheck = {
	/** Call it for the states in their order. The rows of the column are those that its screen shows. */
	readonly note: (stack: Stack, shown: RowSpan) => void;
	readonly list: () => readonly Warning[];
};

type Tall = { readonly heightPx: number; readonly roomPx: number };

export function createTallCheck({ pxPerPt }: Pick<Look, "pxPerPt">): TallCheck {
	/** By entry. Null: it was seen as a whole. */
	const known = new Map<number, Tall | null>();
	const toPoints = (px: number) => Math.round(px / pxPerPt);
	return {
		note: ({ blocks }, { fromPx, toPx }) => {
			for (const { block, yPx } of blocks) {
				const { entry, frame } = block;
				if (frame === null || known.get(entry) === null) continue;
				const topPx = yPx + frame.yPx;
				const isWhole = topPx >= fromPx && topPx + frame.heightPx <= toPx;
				const first = known.get(entry) ?? { heightPx: frame.heightPx, roomPx: toPx - fromPx };
				known.set(entry, isWhole ? null : first);
			}
		},
		list: () =>
			[...known].flatMap(([entry, tall]): readonly Warning[] => {
				if (tall === null || tall.heightPx <= tall.roomPx) return [];
				const shows = `is ${toPoints(tall.heightPx)} points high, and the screen between header and composer shows ${toPoints(tall.roomPx)} when it comes`;
				return [
					{
						code: "TALL_MESSAGE",
						message: `messages[${entry}] ${shows}: its upper end scrolls out of sight. Split it, or let it come while no keyboard is up.`,
						pointer: `/messages/${entry}`,
					},
				];
			}),
	};
}

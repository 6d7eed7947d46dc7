import type { Layer, Placement, Scene } from "../scene/scene.ts";
import type { Motion } from "../themes/motion.ts";
import { dotsBefore, type Entrance, planEntrance } from "./entrance.ts";
import { isUnderWay, type Movement, redirect, standingAt } from "./movement.ts";

/** An item of the column on its way to where a rest has it. */
export type ItemMotion = {
	/** As in the rest. */
	readonly placement: Placement;
	/** Its top in the layer. */
	readonly top: Movement;
	readonly entrance: Entrance | null;
	/** Since when it has shown its sprite. */
	readonly sinceMs: number;
};

/** The way of a chat to a rest, from whatever was seen before. */
export type Transition = {
	readonly rest: Scene;
	/** The rest's. */
	readonly column: Layer;
	/** The column's offset. */
	readonly dy: Movement;
	/** In the order of the rest. */
	readonly items: readonly ItemMotion[];
};

/** Before the first step everything stands. */
export function standAtRest(rest: Scene): Transition {
	const column = findColumn(rest);
	const items = column.placements.map((placement) => appear(placement, 0, null));
	return { rest, column, dy: standingAt(column.dyPx), items };
}

/**
 * Begins the way to another rest. An item of both moves from where it is to where it comes, and shows a new sprite at once. A new
 * item has an entrance, unless the column begins to move and carries it in. What is not in the rest is gone.
 */
export function startTransition(
	before: Transition,
	rest: Scene,
	timeMs: number,
	options: { readonly motion: Motion; readonly heightPx: number },
): Transition {
	const column = findColumn(rest);
	const { scroll } = options.motion;
	const dy = redirect(before.dy, column.dyPx, timeMs, scroll.timing);
	if (column.placements === before.column.placements) return { ...before, rest, column, dy };
	const isCarried = scroll.carriesNew && dy !== before.dy;
	const known = new Map(before.items.map((item) => [item.placement.item, item]));
	const items = column.placements.map((placement): ItemMotion => {
		const { item, sprite, yPx } = placement;
		const was = known.get(item);
		if (was === undefined) {
			const hadDots = known.has(dotsBefore(item));
			const entrance = isCarried ? null : planEntrance(item, timeMs, { ...options, hadDots });
			return appear(placement, timeMs, entrance);
		}
		if (was.placement === placement) return was;
		const top = redirect(was.top, yPx, timeMs, scroll.timing);
		return was.placement.sprite.key === sprite.key
			? { ...was, placement, top }
			: { placement, top, entrance: null, sinceMs: timeMs };
	});
	return { rest, column, dy, items };
}

function appear(placement: Placement, sinceMs: number, entrance: Entrance | null): ItemMotion {
	return { placement, top: standingAt(placement.yPx), entrance, sinceMs };
}

function findColumn({ layers }: Scene): Layer {
	const column = layers.find(({ name }) => name === "column");
	if (column === undefined) throw new RangeError("A rest has no column");
	return column;
}

/** Whether something is between two places or fading. */
export function isInMotion({ dy, items }: Transition, timeMs: number): boolean {
	return (
		isUnderWay(dy, timeMs) ||
		items.some(
			({ top, entrance }) =>
				isUnderWay(top, timeMs) || (entrance !== null && timeMs < entrance.startMs + entrance.ms),
		)
	);
}

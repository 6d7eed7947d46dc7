import { placementRect } from "../scene/placement-rect.ts";
import { intersect } from "../scene/rect.ts";
import type { Layer, Placement, Scene } from "../scene/scene.ts";
import { placeBars } from "./bars.ts";
import { isInFlight, type Loops, placementAt, spriteAt } from "./item-motion.ts";
import { keepOff } from "./keep-off.ts";
import { leavingAt } from "./leaving.ts";
import { placeAt } from "./movement.ts";
import type { Transition } from "./transition.ts";

type SceneOptions = {
	readonly loops: Loops;
	/** Of the screen. */
	readonly heightPx: number;
};

/** The scene at a time. Of the column it has what the clip shows, so that equal pictures are equal values. */
export function sceneAt(
	{ rest, column, dy, bars, items, leaving }: Transition,
	timeMs: number,
	{ loops, heightPx }: SceneOptions,
): Scene {
	const dyPx = placeAt(dy, timeMs);
	const flying: Placement[] = [];
	const placements: Placement[] = leaving.flatMap((each) => leavingAt(each, timeMs, loops) ?? []);
	const seen = items.flatMap((motion) => {
		const placed = placementAt(motion, timeMs, dy);
		const sprite = spriteAt(motion, timeMs, loops);
		return placed.opacity === 0
			? []
			: { motion, placement: sprite === placed.sprite ? placed : { ...placed, sprite } };
	});
	for (const { motion, placement } of keepOff(seen, timeMs)) {
		if (isInFlight(motion, timeMs)) flying.push({ ...placement, yPx: placement.yPx + dyPx });
		else placements.push(placement);
	}
	const moved = { ...column, dyPx, placements };
	const all = rest.layers.map((layer) => (layer === column ? moved : layer));
	const layers = placeBars(all, bars, timeMs).map((layer) =>
		layer.name === "column" ? showSeen(layer) : layer,
	);
	return { layers: flying.length === 0 ? layers : [...layers, flightOver(column, heightPx, flying)] };
}

/** The column without what its clip hides. */
function showSeen(column: Layer): Layer {
	const isSeen = (placement: Placement) => intersect(column.clip, placementRect(placement, column)) !== null;
	return { ...column, placements: column.placements.filter(isSeen) };
}

/** In front of all, so that no bar cuts what flies; below the header, which covers the top of what is higher than the column. */
function flightOver({ clip }: Layer, heightPx: number, placements: readonly Placement[]): Layer {
	const { xPx, yPx, widthPx } = clip;
	return {
		name: "flight",
		clip: { xPx, yPx, widthPx, heightPx: heightPx - yPx },
		dyPx: 0,
		placements,
	};
}

import type { LayerChange } from "./changes.ts";
import { contains, intersect, type Rect, unite } from "./rect.ts";

/** The parts of the screen in which layers move, none of which touches another, and the changes that are in none. */
export function findZones(
	changes: readonly LayerChange[],
	isMoving: (change: LayerChange) => boolean,
): { readonly zones: readonly Rect[]; readonly others: readonly Rect[] } {
	let zones: readonly Rect[] = [];
	for (const change of changes) if (isMoving(change)) zones = addZone(zones, zoneOf(change));
	const others = changes
		.flatMap(({ rects }) => rects)
		.filter((rect) => !zones.some((zone) => contains(zone, rect)));
	return { zones, others };
}

/** Whole rows of a layer with a ground: they move together, and cost least so. */
function zoneOf({ rects, clip }: LayerChange): Rect {
	const around = rects.reduce(unite);
	if (clip === null) return around;
	const { xPx, widthPx } = unite(around, clip);
	return { ...around, xPx, widthPx };
}

function addZone(zones: readonly Rect[], zone: Rect): readonly Rect[] {
	const touched = zones.find((each) => intersect(each, zone) !== null);
	if (touched === undefined) return [...zones, zone];
	return addZone(
		zones.filter((each) => each !== touched),
		unite(touched, zone),
	);
}

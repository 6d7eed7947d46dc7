import { placementRect } from "./placement-rect.ts";
import { intersect, type Rect, subtract } from "./rect.ts";
import { isSameClip, isSameGround, isSameLook } from "./same-look.ts";
import type { Layer, LayerName, Placement, Scene } from "./scene.ts";

/** What may differ of a layer between two scenes. Outside of `rects` the layer shows the same in both. */
export type LayerChange = {
	readonly name: LayerName;
	readonly rects: readonly Rect[];
	/** How far things of it that look the same have moved down, each distance with the number of things. */
	readonly shifts: ReadonlyMap<number, number>;
	/** Whether its rows are worth moving as wide as its clip is, because it covers what is behind it. */
	readonly clip: Rect | null;
};

/** A placement, the layer in which it is, and what is seen of it. */
type Placed = { readonly placement: Placement; readonly layer: Layer };

/** What may differ between two scenes, by layer. Layers that are one object, or equal, are not in the list. */
export function findChanges(scene: Scene, before: Scene): readonly LayerChange[] {
	const changes: Change[] = [];
	const fresh: Placed[] = [];
	const gone: Placed[] = [];
	for (const layer of scene.layers) {
		const old = layerOf(before, layer.name);
		if (old === layer) continue;
		const change = createChange(layer.name);
		if (old === undefined) addWhole(change, layer, fresh);
		else compareLayers(change, layer, old, { fresh, gone });
		if (change.rects.length > 0) changes.push(change);
	}
	for (const layer of before.layers) {
		if (layerOf(scene, layer.name) !== undefined) continue;
		const change = createChange(layer.name);
		addWhole(change, layer, gone);
		if (change.rects.length > 0) changes.push(change);
	}
	for (const { placement, layer } of fresh) {
		const old = gone.find((each) => each.placement.item === placement.item);
		const change = changes.find(({ name }) => name === layer.name);
		if (old !== undefined && change !== undefined) noteShift(change, { placement, layer }, old);
	}
	return changes;
}

/** There are six at most. */
function layerOf({ layers }: Scene, name: LayerName): Layer | undefined {
	for (const layer of layers) if (layer.name === name) return layer;
	return undefined;
}

type Change = LayerChange & {
	readonly rects: Rect[];
	readonly shifts: Map<number, number>;
	clip: Rect | null;
};

const createChange = (name: LayerName): Change => ({ name, rects: [], shifts: new Map(), clip: null });

/** A layer that only one scene has. */
function addWhole(change: Change, layer: Layer, placed: Placed[]): void {
	if (layer.ground !== undefined) change.rects.push(layer.clip);
	for (const placement of layer.placements) {
		placed.push({ placement, layer });
		addSeen(change, placement, layer);
	}
}

function compareLayers(
	change: Change,
	layer: Layer,
	old: Layer,
	lists: { readonly fresh: Placed[]; readonly gone: Placed[] },
): void {
	const { ground, clip, dyPx } = layer;
	const isMoved = dyPx !== old.dyPx;
	const isGroundMoved = isMoved && typeof ground === "object";
	if (isGroundMoved || !isSameGround(ground, old.ground)) change.rects.push(clip, old.clip);
	else if (!isSameClip(clip, old.clip)) addUncommon(change, clip, old.clip);
	if (isMoved) addShift(change, dyPx - old.dyPx);
	if (ground !== undefined) change.clip = clip;
	comparePlacements(change, layer, old, lists);
}

/** What one clip has and the other has not. */
function addUncommon(change: Change, clip: Layer["clip"], old: Layer["clip"]): void {
	if ((clip.radiusPx ?? 0) > 0 || (old.radiusPx ?? 0) > 0) change.rects.push(clip, old);
	else change.rects.push(...subtract(clip, old), ...subtract(old, clip));
}

/** Items that changed their order count as gone and new. */
function comparePlacements(
	change: Change,
	layer: Layer,
	old: Layer,
	{ fresh, gone }: { readonly fresh: Placed[]; readonly gone: Placed[] },
): void {
	let next = 0;
	const addGone = (end: number) => {
		for (; next < end; next++) {
			const placement = old.placements[next] as Placement;
			gone.push({ placement, layer: old });
			addSeen(change, placement, old);
		}
	};
	for (const placement of layer.placements) {
		const at = findItem(old.placements, placement.item, next);
		if (at === -1) {
			fresh.push({ placement, layer });
			addSeen(change, placement, layer);
			continue;
		}
		addGone(at);
		next = at + 1;
		const other = old.placements[at] as Placement;
		if (placement === other && layer.dyPx === old.dyPx) continue;
		if (noteShift(change, { placement, layer }, { placement: other, layer: old }) === 0) continue;
		addSeen(change, placement, layer);
		addSeen(change, other, old);
	}
	addGone(old.placements.length);
}

function findItem(placements: readonly Placement[], item: string, from: number): number {
	for (let index = from; index < placements.length; index++)
		if (placements[index]?.item === item) return index;
	return -1;
}

/** Notes how far down a thing has moved, if it looks the same and has not moved sideways; returns that, else null. */
function noteShift(change: Change, { placement, layer }: Placed, old: Placed): number | null {
	if (placement.xPx !== old.placement.xPx || !isSameLook(placement, old.placement)) return null;
	const shiftPx = placement.yPx + layer.dyPx - old.placement.yPx - old.layer.dyPx;
	if (shiftPx !== 0) addShift(change, shiftPx);
	return shiftPx;
}

function addShift({ shifts }: Change, shiftPx: number): void {
	shifts.set(shiftPx, (shifts.get(shiftPx) ?? 0) + 1);
}

function addSeen(change: Change, placement: Placement, layer: Layer): void {
	if (placement.opacity <= 0 && placement.from === undefined) return;
	const seen = intersect(placementRect(placement, layer), layer.clip);
	if (seen !== null && !change.rects.some((rect) => isSameClip(rect, seen))) change.rects.push(seen);
}

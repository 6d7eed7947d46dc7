import type { LayerChange } from "./changes.ts";
import { findMix } from "./mixes.ts";
import { contains, type Rect, unite } from "./rect.ts";
import type { Scene } from "./scene.ts";
import { isSameAt, listThings, type Thing } from "./standing.ts";

type Move = { readonly kind: "move"; readonly of: "before" | "after"; readonly dyPx: number };

/** How a rectangle of a scene is made from the references. */
export type Answer = Move | { readonly kind: "mix"; readonly opacity: number } | { readonly kind: "draw" };

/** A scene beside its references. */
export type Answers = {
	/** The moves that may be of use, in the order in which they are tried. */
	readonly moves: readonly Move[];
	readonly isStill: (rect: Rect) => boolean;
	readonly isMovedBy: (rect: Rect, move: Move) => boolean;
	/** Null: it shows what `before` shows there. */
	readonly find: (rect: Rect) => Answer | null;
};

/** A scene, all that stands in it, and the part of the screen where anything does. */
export type Reference = { readonly scene: Scene; readonly things: readonly Thing[]; readonly screen: Rect };

export function toReference(scene: Scene): Reference {
	const clips = scene.layers.map(({ clip }): Rect => clip);
	const none = { xPx: 0, yPx: 0, widthPx: 0, heightPx: 0 };
	return { scene, things: listThings(scene), screen: clips.length === 0 ? none : clips.reduce(unite) };
}

/** Each distance that is tried costs a comparison for every stretch of rows; most scenes move by one. */
const MOST_SHIFTS = 4;

export function createAnswers(
	{ things }: Reference,
	before: Reference & { readonly changes: readonly LayerChange[] },
	after: (Reference & { readonly changes: readonly LayerChange[] }) | null,
): Answers {
	const moves: readonly Move[] = [
		...listShifts(before.changes).map((dyPx) => ({ kind: "move", of: "before", dyPx }) as const),
		...(after === null ? [] : [0, ...listShifts(after.changes)]).map(
			(dyPx) => ({ kind: "move", of: "after", dyPx }) as const,
		),
	];
	const isStill = (rect: Rect) => isSameAt(things, before.things, rect, 0);
	const isMovedBy = (rect: Rect, { of, dyPx }: Move) => {
		const reference = of === "before" ? before : after;
		if (reference === null || !contains(reference.screen, up(rect, dyPx))) return false;
		return isSameAt(things, reference.things, rect, dyPx);
	};
	return {
		moves,
		isStill,
		isMovedBy,
		find: (rect) => {
			if (isStill(rect)) return null;
			const move = moves.find((each) => isMovedBy(rect, each));
			if (move !== undefined) return move;
			const opacity = after === null ? null : findMix(things, before.things, after.things, rect);
			return opacity === null ? { kind: "draw" } : { kind: "mix", opacity };
		},
	};
}

const up = ({ xPx, yPx, widthPx, heightPx }: Rect, dyPx: number) => ({
	xPx,
	yPx: yPx - dyPx,
	widthPx,
	heightPx,
});

/** The distances by which most things moved, the most frequent first. */
function listShifts(changes: readonly LayerChange[]): readonly number[] {
	const counts = new Map<number, number>();
	for (const { shifts } of changes)
		for (const [shiftPx, count] of shifts) counts.set(shiftPx, (counts.get(shiftPx) ?? 0) + count);
	if (counts.size < 2) return [...counts.keys()];
	const byCount = [...counts].sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b);
	return byCount.slice(0, MOST_SHIFTS).map(([shiftPx]) => shiftPx);
}

/** Whether two answers are one. */
export function isSameAnswer(one: Answer, other: Answer): boolean {
	if (one.kind === "move") return other.kind === "move" && one.of === other.of && one.dyPx === other.dyPx;
	if (one.kind === "mix") return other.kind === "mix" && one.opacity === other.opacity;
	return other.kind === "draw";
}

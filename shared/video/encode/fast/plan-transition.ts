import type { Steps } from "../../../core/steps.ts";
import type { Hold, Scene } from "../../scene/scene.ts";
import type { Film } from "../film.ts";
import type { SeenLayer, SeenScene } from "../seen-scene.ts";
import { createBetweens } from "./find-between.ts";
import { findDifference } from "./find-difference.ts";
import type { PictureDifference } from "./find-moved-rows.ts";
import type { Transition } from "./find-transitions.ts";
import type { BetweenDifference } from "./join-sources.ts";

type Planned<Difference> = {
	readonly hold: number;
	readonly frameCount: number;
	readonly seen: SeenScene;
	readonly made: Difference;
};

/** The pictures of a transition, and the settled one that is coded before them. */
export type PlannedTransition = {
	readonly betweens: readonly Planned<BetweenDifference>[];
	readonly rest: Planned<PictureDifference>;
};

type TransitionOptions = {
	readonly look: (hold: number, before: SeenScene) => SeenScene | null;
	/** Whether pictures may be mixed. */
	readonly isWeighted: boolean;
};

/**
 * Plans the pictures between two settled holds as made of both. If one of them has new rows, as where typing dots look otherwise at
 * the end, the last hold that shows the same things as the first such one is tried in the place of the settled one. What is left
 * then is a transition of its own. Null where a chain, each picture a difference to the one before, has no more new rows, and none of the pictures is free of them. One step a picture between.
 */
export function* planTransition(
	film: Film,
	{ from, to }: Transition,
	before: SeenScene,
	{ look, isWeighted }: TransitionOptions,
): Steps<PlannedTransition | null> {
	const first = lookAtHold(film, from - 1, before);
	const shown: ShownHold[] = [];
	for (let hold = from, last = before; hold <= to; hold++) {
		last = look(hold, last) ?? [];
		shown.push(lookAtHold(film, hold, last));
	}
	const whole = yield* planPart(film, first, shown, isWeighted);
	if (whole?.betweens.every(({ made }) => made.rows.length === 0)) return whole;
	const chain = countChain(film, before, shown);
	const pivot = findPivot(shown, whole?.betweens.findIndex(({ made }) => made.rows.length > 0) ?? 0);
	const part = pivot < 1 ? null : yield* planPart(film, first, shown.slice(0, pivot + 1), isWeighted);
	const wholeCount = whole === null ? Number.POSITIVE_INFINITY : countRows(whole);
	const partCount =
		part === null
			? Number.POSITIVE_INFINITY
			: countRows(part) + countChain(film, part.rest.seen, shown.slice(pivot + 1));
	const best = wholeCount <= partCount ? whole : part;
	const isFree = best?.betweens.some(({ made }) => made.rows.length === 0) === true;
	// Where it saves nothing, pictures may as well stay in their order.
	return Math.min(wholeCount, partCount) < chain + Number(isFree) ? best : null;
}

type ShownHold = {
	readonly hold: number;
	readonly frameCount: number;
	readonly scene: Scene;
	readonly seen: SeenScene;
};

function lookAtHold({ holds }: Film, hold: number, seen: SeenScene): ShownHold {
	const { scene, frameCount } = holds[hold] as Hold;
	return { hold, frameCount, scene, seen };
}

/** The last of some holds as the reference after all others. Null if one of these cannot be made so. */
function* planPart(
	film: Film,
	before: ShownHold,
	shown: readonly ShownHold[],
	isWeighted: boolean,
): Steps<PlannedTransition | null> {
	const rest = shown.at(-1);
	if (rest === undefined) return null;
	const references = createBetweens(before, rest, film, isWeighted);
	const betweens: Planned<BetweenDifference>[] = [];
	for (const each of shown.slice(0, -1)) {
		yield;
		const made = references.find(each);
		if (made === null) return null;
		betweens.push({ ...each, made });
	}
	return { betweens, rest: { ...rest, made: references.toAfter } };
}

/** The last hold, but for the settled one, that differs from `first` and those before it in nothing but where things are. */
function findPivot(shown: readonly ShownHold[], first: number): number {
	const isLast = ({ seen }: ShownHold, index: number) =>
		index >= first &&
		shown[index + 1]?.seen.some((layer, at) => !hasSameThings(seen[at] ?? null, layer)) === true;
	return shown.slice(0, -1).findIndex(isLast);
}

function hasSameThings(one: SeenLayer | null, other: SeenLayer | null): boolean {
	if (one === other) return true;
	if (one === null || other === null || one.placements.length !== other.placements.length) return false;
	return one.placements.every(({ sprite, opacity, detail }, index) => {
		const next = other.placements[index];
		return sprite === next?.sprite && opacity === next.opacity && detail === next.detail;
	});
}

function countRows({ betweens, rest }: PlannedTransition): number {
	return betweens.reduce(
		(sum, { made, frameCount }) => sum + made.rows.length * frameCount,
		rest.made.rows.length,
	);
}

/** The new rows of a chain of differences. */
function countChain(film: Film, before: SeenScene, shown: readonly ShownHold[]): number {
	let last = before;
	return shown.reduce((sum, { seen }) => {
		const { rows } = findDifference(last, seen, film);
		last = seen;
		return sum + rows.length;
	}, 0);
}

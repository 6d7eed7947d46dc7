import type { Steps } from "../../../core/steps.ts";
import type { Hold, Scene } from "../../scene/scene.ts";
import type { Film } from "../film.ts";
import type { SeenScene } from "../seen-scene.ts";
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
 * Plans the pictures between two settled holds as made of both. Null where a chain, each picture a difference to the one before,
 * has no more new rows, and none of the pictures is free of them. One step a picture between.
 */
export function* planTransition(
	film: Film,
	{ from, to }: Transition,
	before: SeenScene,
	{ look, isWeighted }: TransitionOptions,
): Steps<PlannedTransition | null> {
	const shown: ShownHold[] = [];
	for (let hold = from, last = before; hold <= to; hold++) {
		last = look(hold, last) ?? [];
		shown.push(lookAtHold(film, hold, last));
	}
	const planned = yield* planPart(film, lookAtHold(film, from - 1, before), shown, isWeighted);
	if (planned === null) return null;
	const freeCount = planned.betweens.filter(({ made }) => made.rows.length === 0).length;
	if (freeCount === planned.betweens.length) return planned;
	// Where it saves nothing, pictures may as well stay in their order.
	const most = countChain(film, before, shown) - (freeCount > 0 ? 0 : 1);
	return countRows(planned) <= most ? planned : null;
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

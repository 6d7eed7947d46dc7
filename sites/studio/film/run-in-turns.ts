import type { RunSteps } from "../../../shared/core/steps.ts";
import { createTurns } from "../work/turns.ts";

/** Something newer came while a story was planned. */
export class Superseded extends Error {}

/** A message waits at most so long. */
const SLICE_MS = 6;

const turns = createTurns();

/** Runs steps in slices, between which messages are taken. Rejects with `Superseded` when `isOld` says so. */
export function runInTurns(isOld: () => boolean): RunSteps {
	return async (steps) => {
		for (;;) {
			await turns.next();
			if (isOld()) throw new Superseded();
			const endMs = performance.now() + SLICE_MS;
			for (;;) {
				const { done, value } = steps.next();
				if (done === true) return value;
				if (performance.now() >= endMs) break;
			}
		}
	};
}

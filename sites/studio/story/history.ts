import type { Story } from "./story.ts";

/** Where the caret is: in a row's text, by the row's key. */
export type Caret = { readonly rowKey: string; readonly offset: number };

export type Moment = { readonly story: Story; readonly caret: Caret | null };

/** All that can be undone and redone. A plain value. */
export type History = {
	readonly past: readonly Moment[];
	readonly now: Moment;
	readonly future: readonly Moment[];
	/** Changes of one step are undone together. Null: the next change begins a step. */
	readonly step: { readonly name: string; readonly atMs: number } | null;
};

const MOST_STEPS = 500;
/** A pause in typing ends a step. */
const PAUSE_MS = 1000;

export function beginHistory(story: Story): History {
	return { past: [], now: { story, caret: null }, future: [], step: null };
}

/** `name`: changes of the same name that follow without a pause are one step. Null: a step of its own. */
export function record(history: History, next: Moment, name: string | null, nowMs: number): History {
	const { past, now, step } = history;
	if (next.story === now.story) return { ...history, now: next };
	const goesOn = name !== null && step?.name === name && nowMs - step.atMs < PAUSE_MS;
	return {
		past: goesOn ? past : [...past, now].slice(-MOST_STEPS),
		now: next,
		future: [],
		step: name === null ? null : { name, atMs: nowMs },
	};
}

export function undo({ past, now, future }: History): History {
	const before = past.at(-1);
	if (before === undefined) return { past, now, future, step: null };
	return { past: past.slice(0, -1), now: before, future: [now, ...future], step: null };
}

export function redo({ past, now, future }: History): History {
	const [after, ...rest] = future;
	if (after === undefined) return { past, now, future, step: null };
	return { past: [...past, now], now: after, future: rest, step: null };
}

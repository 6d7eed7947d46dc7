import type { Typed } from "./keyboard/choose-typed.ts";
import type { Pacing } from "./pacing.ts";
import type { Reading } from "./reading.ts";

/** What the times of entries depend on, beside the entries. Lists are by entry. */
export type Entering = {
	/** So many entries stand there at the start. */
	readonly standing: number;
	/** How long a message takes to come to rest. */
	readonly entranceMs: number;
	readonly pacing: Pacing;
	readonly readings: readonly Reading[];
	/** How your messages are typed where there is time; null: they are not. */
	readonly typings: readonly (Typed | null)[];
};

/** By entry, in whole ms. */
export type Spans = {
	/**
	 * When it begins: a message or line to appear, dots, a status, silence. Never descending. Given times are kept as they are; 0: it
	 * stands there.
	 */
	readonly startsMs: readonly number[];
	/** When its dots or its silence end; of all else the start. */
	readonly stopsMs: readonly number[];
};

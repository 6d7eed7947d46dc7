import type { HealthVerdict } from "./health-check.ts";

/** An answer that takes longer is a sign of trouble to come. */
const SLOW_MS = 5000;

export type StorageFacts = {
	/** How long write, read and delete took together. */
	readonly tookMs: number;
	/** Whether the probe of this look could be removed again. */
	readonly isRemoved: boolean;
	/** Probes of earlier looks that are still there. */
	readonly leftOver: number;
};

/** What `GET /health` of the render function has answered. */
export type RenderFacts = {
	readonly tookMs: number;
	readonly failed: readonly { readonly name: string; readonly message: string }[];
};

export type ChannelFacts = {
	/** Since when nothing reaches it; null where the last message did. */
	readonly failingSinceMs: number | null;
};

export function judgeDatabase(tookMs: number): HealthVerdict {
	return judgeTime(tookMs, "A row was written, read and deleted");
}

export function judgeStorage({ tookMs, isRemoved, leftOver }: StorageFacts): HealthVerdict {
	if (isRemoved && leftOver === 0) return judgeTime(tookMs, "A file was written, read and deleted");
	const count = leftOver + (isRemoved ? 0 : 1);
	const output = `${count} probe files cannot be deleted from the bucket. Look whether files.write is among the scopes.`;
	return { status: "fail", observedValue: count, observedUnit: "files", output };
}

export function judgeRender({ tookMs, failed }: RenderFacts): HealthVerdict {
	const time = { observedValue: Math.round(tookMs), observedUnit: "ms" };
	if (failed.length === 0) return { status: "pass", ...time, output: "Videos can be made." };
	const words = failed.map(({ name, message }) => `${name}: ${message}`).join(" ");
	return { status: "fail", ...time, output: `No video can be made. ${words}` };
}

export function judgeChannel({ failingSinceMs }: ChannelFacts): HealthVerdict {
	const unit = { observedUnit: null };
	if (failingSinceMs === null) {
		return { status: "pass", observedValue: "reachable", ...unit, output: "The last message arrived." };
	}
	const since = new Date(failingSinceMs).toISOString();
	const output = `No message has arrived since ${since}. Look at its address and key; npm run health -- --test-alert tries it.`;
	return { status: "warn", observedValue: "failing", ...unit, output };
}

function judgeTime(tookMs: number, what: string): HealthVerdict {
	const seen = { observedValue: Math.round(tookMs), observedUnit: "ms" };
	if (tookMs <= SLOW_MS) return { status: "pass", ...seen, output: `${what}.` };
	return { status: "warn", ...seen, output: `${what}, but slowly: expected at most ${SLOW_MS} ms.` };
}

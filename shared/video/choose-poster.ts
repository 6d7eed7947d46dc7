import type { ChatMessage } from "./conversation/chat-entries.ts";
import type { Warning } from "./conversation/warning.ts";
import type { Film } from "./encode/film.ts";
import { placementRect } from "./scene/placement-rect.ts";
import { intersect } from "./scene/rect.ts";
import type { Hold, Scene } from "./scene/scene.ts";
import type { Step } from "./timeline/step.ts";

type Timed = Pick<Film, "holds" | "frameCount" | "fps">;

type PosterOptions = {
	/** The time to show. Default: chosen so that one wants to see what follows. */
	readonly seconds?: number | undefined;
	/** All that are drawn. */
	readonly messages: readonly Pick<ChatMessage, "index" | "sender">[];
	/** In their order. Default: nothing is typed. */
	readonly steps?: readonly Step[];
};

/** A poster shows the chat when it is about this far: full enough to be a chat, early enough not to give the end away. */
const POSTER_SHARE = 0.6;

/** How far from there a better one is looked for. */
const NEAR_SHARE = 0.1;

/** A settled picture that stays this long is at rest: one of moving dots stays for a tenth of a second. */
const AT_REST_SECONDS = 0.25;

/** Fewer are no chat yet. */
const LEAST_MESSAGES = 3;

/**
 * Chooses the hold whose picture becomes the poster. With a time: the one at it, or the first settled one after it. Else of those at
 * rest the one nearest to `POSTER_SHARE` of the video, best where the other has just said something that is not answered yet.
 * Words are better than dots, and a message than half of one in the composer: a poster is looked at for a moment. The last message is shown only where nothing else is at rest.
 */
export function choosePoster(film: Timed, { seconds, messages, steps = [] }: PosterOptions): Hold {
	const candidates = timeHolds(film);
	const settled = candidates.filter(({ hold }) => hold.settled);
	if (seconds !== undefined) {
		const frame = seconds * film.fps;
		const next = settled.find(({ endFrame }) => endFrame > frame);
		return take(next ?? settled.at(-1) ?? candidates.at(-1));
	}
	const resting = settled.filter(({ hold }) => hold.frameCount >= AT_REST_SECONDS * film.fps);
	const isTyped = tellTyping(steps);
	const untyped = resting.filter(({ endFrame }) => !isTyped(((endFrame - 1) * 1000) / film.fps));
	const atRest = untyped.length > 0 ? untyped : resting;
	const last = messages.at(-1)?.index;
	const early = atRest.filter(({ hold }) => listSeen(hold.scene).at(-1) !== last || last === undefined);
	const theirs = new Set(messages.flatMap(({ index, sender }) => (sender === "them" ? index : [])));
	const tempting = early.filter(({ hold, share }) => {
		const seen = listSeen(hold.scene);
		const isTheirs = theirs.has(seen.at(-1) ?? -1);
		return isTheirs && seen.length >= LEAST_MESSAGES && Math.abs(share - POSTER_SHARE) <= NEAR_SHARE;
	});
	const best = [tempting, early, atRest, settled, candidates].find(({ length }) => length > 0) ?? [];
	const [nearest] = best.toSorted(
		(a, b) => Math.abs(a.share - POSTER_SHARE) - Math.abs(b.share - POSTER_SHARE),
	);
	return take(nearest);
}

export function warnOfPoster({ frameCount, fps }: Timed, seconds: number | undefined): readonly Warning[] {
	if (seconds === undefined || seconds * fps < frameCount) return [];
	const message = `video.poster is ${seconds} s, and the video ends at ${(frameCount / fps).toFixed(2)} s: the poster shows its end.`;
	return [{ code: "POSTER_AFTER_END", message, pointer: "/video/poster" }];
}

/** Whether something stands in the composer at a time, in ms. */
function tellTyping(steps: readonly Step[]): (timeMs: number) => boolean {
	const drafts = steps.flatMap(({ atMs, change }) =>
		change.kind === "draft" ? { atMs, isWritten: change.draft !== null } : [],
	);
	return (timeMs) => drafts.findLast(({ atMs }) => atMs <= timeMs)?.isWritten ?? false;
}

type TimedHold = {
	readonly hold: Hold;
	/** Where its middle is in the video, 0 to 1. */
	readonly share: number;
	readonly endFrame: number;
};

function timeHolds({ holds, frameCount }: Timed): readonly TimedHold[] {
	let endFrame = 0;
	return holds.map((hold) => {
		const middle = endFrame + hold.frameCount / 2;
		endFrame += hold.frameCount;
		return { hold, share: middle / frameCount, endFrame };
	});
}

function take(chosen: TimedHold | undefined): Hold {
	if (chosen === undefined) throw new RangeError("A film without frames has no poster");
	return chosen.hold;
}

/** The indexes of the messages that are seen, from the top. Dots are none. */
function listSeen({ layers }: Scene): readonly number[] {
	const seen = new Set<number>();
	for (const layer of layers) {
		for (const placement of layer.placements) {
			const [, entry, part] = /^message-(\d+)\/(.*)$/.exec(placement.item) ?? [];
			const isSeen = intersect(placementRect(placement, layer), layer.clip) !== null;
			if (entry !== undefined && part !== "typing" && isSeen) seen.add(Number(entry));
		}
	}
	return [...seen];
}

import type { Rect } from "../scene/rect.ts";
import { ceilToEven, toEven } from "../scene/rounding.ts";
import type { Placement } from "../scene/scene.ts";
import type { Entrance, Motion, Timing } from "../themes/motion.ts";
import type { Fade } from "./fade.ts";
import { anchorOf, type Growth, reachFrom } from "./growth.ts";
import { type ItemMotion, standing, type Way } from "./item-motion.ts";
import { type Movement, placeAt, standingAt } from "./movement.ts";
import { isAvatar, isFrame } from "./role.ts";

/** Items that come as one: a message with its parts, or an item alone. */
export type Group = {
	/** Its anchor is that of all. */
	readonly lead: Placement;
	/** The lower end of all, in px of the column. */
	readonly endPx: number;
	/** The dots that stood in its place, in px of the column as they were seen last; null: there were none. */
	readonly dots: Placement | null;
};

/** Where and when a group comes. */
export type Moment = {
	readonly timeMs: number;
	/** The column's offset, on its way to the rest. */
	readonly dy: Movement;
	/** What of the screen the column may cover. */
	readonly clip: Rect;
	/** The text field on the screen. */
	readonly composer: Rect;
	/** Of the screen. */
	readonly heightPx: number;
	readonly motion: Motion;
	readonly rewritten: Rewritten;
	/** Whether other messages move. */
	readonly makesRoom: boolean;
	/** The lower end of all that comes, in px of the column. */
	readonly endPx: number;
};

/** What is done to messages at a moment, by their blocks. */
export type Rewritten = ReadonlyMap<string, "edited" | "deleted">;

/**
 * Begins the entrance of an item of a group. What the column's lower edge would cut has its own place on the screen, as long as it can keep
 * off the messages above that are still on their way up: it grows with the room, or it comes up as they do, in front of the bars. What
 * cannot goes with the column, in and up from behind the bar. So does an avatar, whatever it stands beside.
 */
export function startEntrance(
	placement: Placement,
	group: Group,
	entrance: Entrance,
	now: Moment,
): ItemMotion {
	const isCarried = isForColumn(entrance, group, now);
	const moment = isCarried ? withColumn(now) : now;
	const { timeMs, heightPx } = moment;
	const stands = standing(placement, timeMs);
	if (entrance.kind === "none") return stands;
	if (entrance.kind === "fade") {
		const { ms, fromOpacity, riseShare } = entrance;
		return { ...stands, fade: fadeFrom(timeMs, ms, fromOpacity, riseShare * heightPx) };
	}
	const fade = fadeFrom(timeMs, entrance.fadeMs);
	if (isCarried && entrance.kind !== "grow") return { ...stands, fade };
	switch (entrance.kind) {
		case "grow": {
			if (isOverDots(placement, group))
				return { ...stands, fade: fadeFrom(timeMs + OVER_AFTER_MS, OVER_FADE_MS) };
			const isCut = upOnScreen(group, moment) !== null && !isAvatar(placement);
			const way = isCut ? wayFrom(placement, 0, 0, NO_WAY, moment) : null;
			return { ...stands, way, fade, growth: growOf(placement, group, entrance, moment) };
		}
		case "rise":
			return { ...stands, way: riseOf(placement, group, entrance, moment), fade };
		case "fly":
			return { ...stands, fade, ...flightOf(placement, group, entrance, moment) };
	}
}

/** The name or the quote over a message fades in as its room opens: when the dots' bubble has begun to become the message's. */
const OVER_AFTER_MS = 100;
const OVER_FADE_MS = 130;

const isOverDots = (placement: Placement, { lead, dots }: Group) =>
	dots !== null && !isFrame(placement) && placement.yPx < lead.yPx;

/** What is taller than such a share of the screen's height would grow for long in the room that the column makes, such as the card of a link. */
const MOST_UP_SHARE = 0.1;

/** Whether something would lie over the messages above it, had it its own place on the screen. */
function isForColumn({ kind }: Entrance, group: Group, moment: Moment): boolean {
	const upPx = upOnScreen(group, moment);
	if (upPx === null) return false;
	if (kind === "grow") return upPx > MOST_UP_SHARE * moment.heightPx;
	// From the text field it would not come from as far as the column, or later than that.
	return (
		(kind === "rise" || kind === "fly") && (upPx > belowField(moment) || moment.dy.startMs !== moment.timeMs)
	);
}

/** For what goes with the column, the column stands. */
const withColumn = (moment: Moment): Moment => ({
	...moment,
	dy: standingAt(placeAt(moment.dy, moment.timeMs)),
});

/**
 * How far the column has yet to go up, if it would have to carry the group in over its lower edge; null: the group is in sight. What
 * the edge would cut has its place on the screen from the start, and the column makes room.
 */
function upOnScreen({ endPx }: Group, { dy, timeMs, clip }: Moment): number | null {
	const nowPx = placeAt(dy, timeMs);
	const isCut = nowPx > dy.toPx && endPx + nowPx > clip.yPx + clip.heightPx;
	return isCut ? nowPx - dy.toPx : null;
}

function fadeFrom(startMs: number, ms: number, fromOpacity = 0, risePx = 0): Fade {
	return { startMs, ms, fromOpacity, risePx, from: null };
}

type Timings = { readonly x: Timing; readonly y: Timing };

const AT_ONCE: Timing = { kind: "curve", ms: 0, curve: "ease-out" };
const NO_WAY: Timings = { x: AT_ONCE, y: AT_ONCE };

/** The way of an item from so far right of and below its place. */
function wayFrom(
	{ xPx, yPx }: Placement,
	rightPx: number,
	belowPx: number,
	timings: Timings,
	{ timeMs, dy }: Moment,
): Way {
	const movement = (toPx: number, byPx: number, timing: Timing): Movement =>
		byPx === 0 ? standingAt(toPx) : { startMs: timeMs, fromPx: toPx + byPx, toPx, timing };
	return {
		x: movement(xPx, rightPx, timings.x),
		y: movement(yPx + dy.toPx, belowPx, timings.y),
		isFlight: rightPx !== 0 || belowPx !== 0,
	};
}

type Of<Kind extends Entrance["kind"]> = Extract<Entrance, { kind: Kind }>;

function growOf(
	placement: Placement,
	{ lead, dots }: Group,
	{ timing, fromScale }: Of<"grow">,
	{ timeMs, dy }: Moment,
): Growth {
	const { sprite } = lead;
	const anchor = anchorOf(sprite);
	if (dots !== null && dots.sprite.heightPx < fromScale * sprite.heightPx) {
		// The one point about which the dots' height becomes the message's, with the dots' place becoming its own.
		const dotsScale = dots.sprite.heightPx / sprite.heightPx;
		const abovePx = dots.yPx + placeAt(dy, timeMs) - (lead.yPx + dy.toPx);
		const yPx = Math.max(0, Math.min(sprite.heightPx, abovePx / (1 - dotsScale)));
		return growthFrom(placement, lead, dotsScale, { ...anchor, yPx }, { timing, timeMs });
	}
	return growthFrom(placement, lead, fromScale, anchor, { timing, timeMs });
}

/** The point is one of the group's lead. */
function growthFrom(
	placement: Placement,
	lead: Placement,
	fromScale: number,
	point: { readonly xPx: number; readonly yPx: number },
	{ timing, timeMs }: { readonly timing: Timing; readonly timeMs: number },
): Growth {
	return {
		startMs: timeMs,
		timing,
		fromScale,
		xPx: lead.xPx + point.xPx - placement.xPx,
		yPx: lead.yPx + point.yPx - placement.yPx,
		reachPx: reachFrom(point, lead.sprite),
	};
}

/** With the column as it goes up. */
function riseOf(
	placement: Placement,
	group: Group,
	{ timing, riseShare }: Of<"rise">,
	moment: Moment,
): Way | null {
	const { dy, timeMs, heightPx } = moment;
	const upPx = upOnScreen(group, moment);
	if (upPx !== null) return wayFrom(placement, 0, upPx, { ...NO_WAY, y: dy.timing }, moment);
	// In sight, it goes with a column that moves.
	if (placeAt(dy, timeMs) !== dy.toPx) return null;
	return wayFrom(placement, 0, toEven(riseShare * heightPx), { ...NO_WAY, y: timing }, moment);
}

/** From the field's start, where its text stood. What is much higher than the field grows out of it. */
function flightOf(
	placement: Placement,
	group: Group,
	{ up, across, fromScale }: Of<"fly">,
	moment: Moment,
): Pick<ItemMotion, "way" | "growth"> {
	const { composer, dy, timeMs } = moment;
	const { lead } = group;
	const { widthPx } = lead.sprite;
	const isAtRight = lead.xPx + widthPx / 2 > composer.xPx + composer.widthPx / 2;
	const startPx = isAtRight ? composer.xPx : composer.xPx + composer.widthPx - widthPx;
	const rightPx = across === null ? 0 : toEven(startPx - lead.xPx);
	// Past its place it would swing into the message above, and before the column it would be where that still is.
	const alone: Timing = up.kind === "spring" ? { ...up, isStopped: true } : up;
	const y = upOnScreen(group, moment) === null ? alone : dy.timing;
	const way = wayFrom(placement, rightPx, belowField(moment), { x: across ?? AT_ONCE, y }, moment);
	const growth =
		fromScale === 1
			? null
			: growthFrom(placement, lead, fromScale, anchorOf(lead.sprite), { timing: up, timeMs });
	return { way, growth };
}

/** How far below its place all that comes ends where the text field does: several that come at one moment stay as far apart as they are. */
function belowField({ endPx, composer, dy }: Moment): number {
	return Math.max(0, ceilToEven(composer.yPx + composer.heightPx - (endPx + dy.toPx)));
}

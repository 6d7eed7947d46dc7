import { grow, type Rect } from "../../scene/rect.ts";
import { ceilToEven, toEven } from "../../scene/rounding.ts";
import type { Shape, Sprite } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Reaction } from "../../themes/reaction.ts";
import type { Chat } from "../chat.ts";
import type { MessageContent } from "../entry-content.ts";
import { inkColour } from "../ink.ts";
import { textLine } from "../line.ts";
import { circle, circlePath, rectangle, rectanglePath } from "../shapes.ts";
import { type BlockItem, itemName } from "./block.ts";
import { cutOut } from "./cut-out.ts";
import { type MergedReaction, type MergedReactions, pickShown } from "./merge-reactions.ts";
import type { PlacedReactions } from "./placed-reactions.ts";
import { isFrameRight } from "./side.ts";

type Badges = Extract<Resolved<Reaction>, { readonly at: "corner" }>;

type Badge = MergedReaction & {
	/** Its middle. */
	readonly xPx: number;
	/** How far outwards the middle of the one is that it makes one shape with; null: of none. */
	readonly joinedPx: number | null;
};

/** Discs at the upper corner of a frame that is not at the sender's side, from there inwards. */
export function placeBadges(
	{ emoji }: MergedReactions,
	badges: Badges,
	content: MessageContent,
	frame: Rect,
	chat: Chat,
): PlacedReactions {
	const isRight = isFrameRight(chat.look.message[content.isOwn ? "own" : "theirs"], content.isOwn, chat);
	const out = isRight ? -1 : 1;
	const radiusPx = badges.diameterPx / 2;
	const yPx = frame.yPx - toEven(badges.upPx);
	const placed = lineUp(pickShown(emoji, badges.most), badges, frame, out, chat);
	const holes: Rect[] = [];
	let items: readonly BlockItem[] = [];
	for (const [index, badge] of placed.entries()) {
		const hole = grow(bodyOf(badge, yPx, radiusPx, out), badges.edgePx);
		holes.push(
			hole,
			...(index === 0 ? dotsOf(badge, yPx, badges, out) : []).map((dot) => grow(dot, badges.edgePx)),
		);
		const isApart = badge.joinedPx === null;
		items = [
			...(isApart ? items.map((item) => cutOut(item, [hole])) : items),
			placeBadge(badge, index === 0, yPx, { badges, out, content, chat }),
		];
	}
	return { items, holes, endPx: frame.yPx + frame.heightPx };
}

/** Where each has its middle. Together they stay in the column. */
function lineUp(
	shown: readonly MergedReaction[],
	{ diameterPx, inPx, pitch, dots, sidePx }: Badges,
	frame: Rect,
	out: -1 | 1,
	{ leftPx, rightPx }: Chat,
): readonly Badge[] {
	const badges: Badge[] = [];
	let xPx = toEven((out === 1 ? frame.xPx + frame.widthPx : frame.xPx) - out * inPx);
	for (const reaction of shown) {
		const before = badges.at(-1);
		const isJoined = before?.isOwn === reaction.isOwn;
		const pitchPx = before === undefined ? 0 : toEven(diameterPx * (isJoined ? pitch.joined : pitch.apart));
		xPx -= out * pitchPx;
		badges.push({ ...reaction, xPx, joinedPx: isJoined ? pitchPx : null });
	}
	const outerPx = Math.max(diameterPx / 2, ...dots.map(({ outPx, sizePx }) => outPx + sizePx / 2));
	const middles = badges.map((badge) => badge.xPx);
	const [beforePx, afterPx] = out === 1 ? [diameterPx / 2, outerPx] : [outerPx, diameterPx / 2];
	const tooFarLeftPx = Math.max(0, leftPx + sidePx + beforePx - Math.min(...middles));
	const tooFarRightPx = Math.max(0, Math.max(...middles) + afterPx + sidePx - rightPx);
	const byPx = ceilToEven(tooFarLeftPx) - ceilToEven(tooFarRightPx);
	return badges.map((badge) => ({ ...badge, xPx: badge.xPx + byPx }));
}

/** A disc, with what joins it to the one before. */
function bodyOf(
	{ xPx, joinedPx }: Pick<Badge, "xPx" | "joinedPx">,
	yPx: number,
	radiusPx: number,
	out: -1 | 1,
): Rect {
	const wayPx = joinedPx ?? 0;
	const leftPx = xPx - radiusPx - (out === 1 ? 0 : wayPx);
	return { xPx: leftPx, yPx: yPx - radiusPx, widthPx: 2 * radiusPx + wayPx, heightPx: 2 * radiusPx };
}

function dotsOf({ xPx }: Pick<Badge, "xPx">, yPx: number, { dots }: Badges, out: -1 | 1): readonly Rect[] {
	return dots.map(({ sizePx, outPx, downPx }) => ({
		xPx: xPx + out * outPx - sizePx / 2,
		yPx: yPx + downPx - sizePx / 2,
		widthPx: sizePx,
		heightPx: sizePx,
	}));
}

type Placing = {
	readonly badges: Badges;
	readonly out: -1 | 1;
	readonly content: MessageContent;
	readonly chat: Chat;
};

/** How far a badge's sprite reaches from its middle. Even. */
type Reach = {
	readonly outPx: number;
	readonly inPx: number;
	readonly upPx: number;
	readonly downPx: number;
};

function placeBadge(badge: Badge, isFirst: boolean, yPx: number, placing: Placing): BlockItem {
	const { badges, out, content } = placing;
	const radiusPx = badges.diameterPx / 2;
	const dots = isFirst ? badges.dots : [];
	const sidePx = ceilToEven(radiusPx);
	const reach: Reach = {
		outPx: ceilToEven(
			Math.max(radiusPx, badge.joinedPx ?? 0, ...dots.map((dot) => dot.outPx + dot.sizePx / 2)),
		),
		inPx: sidePx,
		upPx: sidePx,
		downPx: ceilToEven(Math.max(radiusPx, ...dots.map((dot) => dot.downPx + dot.sizePx / 2))),
	};
	return {
		item: itemName(content.entry, `reaction ${badge.emoji}`),
		sprite: drawBadge(badge, isFirst, reach, placing),
		xPx: badge.xPx - (out === 1 ? reach.inPx : reach.outPx),
		yPx: yPx - reach.upPx,
	};
}

function drawBadge(badge: Badge, isFirst: boolean, reach: Reach, { badges, out, chat }: Placing): Sprite {
	const { emoji, isOwn, joinedPx } = badge;
	const radiusPx = badges.diameterPx / 2;
	const [xPx, yPx] = [out === 1 ? reach.inPx : reach.outPx, reach.upPx];
	const [widthPx, heightPx] = [reach.inPx + reach.outPx, reach.upPx + reach.downPx];
	const fill = isOwn ? inkColour(badges.own, chat.look) : badges.theirs;
	const disc = circle(xPx, yPx, radiusPx, fill);
	const dots = isFirst ? dotsOf({ xPx }, yPx, badges, out) : [];
	const line = textLine({
		text: emoji,
		style: { sizePx: badges.sizePx, weight: 400 },
		colour: chat.look.page.text,
		measure: chat.measure,
		...{ centrePx: yPx, xPx, align: "middle" },
	});
	const shapes: readonly Shape[] =
		joinedPx === null
			? [
					disc,
					...dots.map((dot) =>
						circle(dot.xPx + dot.widthPx / 2, dot.yPx + dot.heightPx / 2, dot.widthPx / 2, fill),
					),
				]
			: [
					besideDisc(xPx + out * joinedPx, yPx, radiusPx, { widthPx, heightPx }, [
						disc,
						bridge(xPx, yPx, radiusPx, out * joinedPx, fill),
					]),
				];
	const key = `reaction ${emoji}${isOwn ? " own" : ""}${isFirst ? " first" : ""}${joinedPx === null ? "" : " joined"}`;
	return {
		key: `${key} ${out === 1 ? "right" : "left"}`,
		widthPx,
		heightPx,
		shapes: [...shapes, line],
		anchor: { xPx, yPx },
	};
}

/** From a disc to the middle of the one before, as high as they are. */
function bridge(xPx: number, yPx: number, radiusPx: number, wayPx: number, fill: string): Shape {
	return rectangle(Math.min(xPx, xPx + wayPx), yPx - radiusPx, Math.abs(wayPx), 2 * radiusPx, 0, fill);
}

/** Shapes outside the disc of the one before, whose emoji would be covered. A pixel of it is covered, so that no seam is seen. */
function besideDisc(
	xPx: number,
	yPx: number,
	radiusPx: number,
	{ widthPx, heightPx }: Pick<Sprite, "widthPx" | "heightPx">,
	shapes: readonly Shape[],
): Shape {
	const whole = rectanglePath({ xPx: 0, yPx: 0, widthPx, heightPx }, 0);
	return { kind: "clip", d: whole + circlePath(xPx, yPx, radiusPx - 1), shapes };
}

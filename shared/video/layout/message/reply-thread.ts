import type { Rect } from "../../scene/rect.ts";
import { ceilToEven } from "../../scene/rounding.ts";
import type { Sprite } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Reply } from "../../themes/reply.ts";

type Thread = NonNullable<Extract<Resolved<Reply>, { readonly at: "above" }>["thread"]>;

/** What a thread joins, in px of the block. */
export type ThreadEnds = {
	/** The bubble of the quote, and the frame that answers it. */
	readonly quote: Rect & { readonly isRight: boolean };
	readonly frame: Rect & { readonly isRight: boolean };
	/** The top of what stands right over the frame, such as a name. */
	readonly topPx: number;
};

type Point = readonly [xPx: number, yPx: number];

/**
 * From the inner side of the quote's bubble. It goes over to the top of a frame at the other side; to a frame at the same side it
 * goes down and back, to the side of that.
 */
export function drawThread(item: string, ends: ThreadEnds, thread: Thread) {
	const isAcross = ends.quote.isRight !== ends.frame.isRight;
	const { d, points } = isAcross ? goAcross(ends, thread) : goBack(ends, thread);
	const reachPx = thread.widthPx / 2 + 1;
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	const xPx = 2 * Math.floor((Math.min(...xs) - reachPx) / 2);
	const yPx = 2 * Math.floor((Math.min(...ys) - reachPx) / 2);
	const sprite: Sprite = {
		key: `${item} ${d}`,
		widthPx: ceilToEven(Math.max(...xs) + reachPx - xPx),
		heightPx: ceilToEven(Math.max(...ys) + reachPx - yPx),
		shapes: [
			{ kind: "line", d, width: thread.widthPx, matrix: [1, 0, 0, 1, -xPx, -yPx], colour: thread.tone },
		],
	};
	return { item, sprite, xPx, yPx };
}

function goAcross({ quote, frame, topPx }: ThreadEnds, { radiusPx, gapPx }: Thread) {
	const on = quote.isRight ? -1 : 1;
	const fromXPx = innerEdge(quote) + on * gapPx;
	const fromYPx = quote.yPx + quote.heightPx / 2;
	const toYPx = Math.max(fromYPx, topPx - gapPx);
	const r = Math.min(radiusPx, toYPx - fromYPx);
	const outerPx = on === 1 ? frame.xPx + frame.widthPx : frame.xPx;
	const wantedPx = outerPx - on * Math.min(frame.widthPx / 2, 2 * radiusPx);
	const xPx = on * Math.max(on * wantedPx, on * fromXPx + r);
	const turn: Point = [xPx, fromYPx + r];
	const d = `M${at([fromXPx, fromYPx])}L${at([xPx - on * r, fromYPx])}${arc(r, on, turn)}L${at([xPx, toYPx])}`;
	return { d, points: [[fromXPx, fromYPx], turn, [xPx, toYPx]] as readonly Point[] };
}

function goBack({ quote, frame }: ThreadEnds, { radiusPx, gapPx }: Thread) {
	const on = quote.isRight ? -1 : 1;
	const [fromXPx, toXPx] = [innerEdge(quote) + on * gapPx, innerEdge(frame) + on * gapPx];
	const fromYPx = quote.yPx + quote.heightPx / 2;
	const toYPx = frame.yPx + Math.min(frame.heightPx, quote.heightPx) / 2;
	const r = Math.min(radiusPx, (toYPx - fromYPx) / 2);
	const xPx = on * (Math.max(on * fromXPx, on * toXPx) + r);
	const [down, back]: readonly [Point, Point] = [
		[xPx, fromYPx + r],
		[xPx - on * r, toYPx],
	];
	const d = [
		`M${at([fromXPx, fromYPx])}L${at([xPx - on * r, fromYPx])}${arc(r, on, down)}`,
		`L${at([xPx, toYPx - r])}${arc(r, on, back)}L${at([toXPx, toYPx])}`,
	].join("");
	return { d, points: [[fromXPx, fromYPx], down, back, [toXPx, toYPx]] as readonly Point[] };
}

const innerEdge = ({ xPx, widthPx, isRight }: ThreadEnds["quote"]) => (isRight ? xPx : xPx + widthPx);

/** A quarter of a circle, clockwise where the thread sets out to the right. */
const arc = (r: number, on: 1 | -1, to: Point) =>
	r === 0 ? "" : `A${n(r)} ${n(r)} 0 0 ${on === 1 ? 1 : 0} ${at(to)}`;

const at = ([xPx, yPx]: Point) => `${n(xPx)} ${n(yPx)}`;

const n = (value: number) => Number(value.toFixed(2));

/** A bubble's body, in px from the sprite's upper left corner. */
type Body = {
	readonly xPx: number;
	readonly yPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
};

/** `near` is the sender's side. */
export type Corners = {
	readonly nearTopPx: number;
	readonly nearBottomPx: number;
	readonly farPx: number;
};

/** At the sender's side. `hook` and `triangle` are the nubs at a lower and an upper corner. */
export type TailShape =
	| { readonly kind: "none" }
	| { readonly kind: "curl" | "hang" | "hook" | "triangle"; readonly sizePx: number };

/** A point of a bubble from the upper left corner of its body, drawn with the sender's side on the right. */
type Place = (x: number, y: number) => string;

/**
 * The outline of a bubble as SVG path data (non-zero). The tails were drawn for this project over screenshots of the apps, in shares
 * of their size.
 */
export function bubblePath(
	body: Body,
	corners: Corners,
	tail: TailShape,
	nearSide: "left" | "right",
): string {
	const { xPx: x, yPx: y, widthPx: w, heightPx: h } = body;
	const [nearTop, nearBottom, far] = [corners.nearTopPx, corners.nearBottomPx, corners.farPx].map((px) =>
		Math.min(px, w / 2, h / 2),
	);
	if (nearTop === undefined || nearBottom === undefined || far === undefined) return "";
	// On the left it is the same, mirrored about the body's middle.
	const isMirrored = nearSide === "left";
	const at: Place = (dx, dy) => `${round(isMirrored ? x + w - dx : x + dx)} ${round(y + dy)}`;
	const arc = (r: number, dx: number, dy: number) =>
		`A${round(r)} ${round(r)} 0 0 ${isMirrored ? 0 : 1} ${at(dx, dy)}`;
	const outline = [
		`M${at(far, 0)}`,
		...(tail.kind === "triangle"
			? triangle(at, w, h, tail.sizePx)
			: [`L${at(w - nearTop, 0)}`, arc(nearTop, w, nearTop)]),
		...lowerCorner(tail, at, w, h, nearBottom, arc),
		`L${at(far, h)}`,
		arc(far, 0, h - far),
		`L${at(0, far)}`,
		arc(far, far, 0),
		"Z",
	];
	return outline.join("") + (tail.kind === "hang" ? hang(at, w, h, nearBottom, tail.sizePx) : "");
}

function lowerCorner(
	tail: TailShape,
	at: Place,
	w: number,
	h: number,
	r: number,
	arc: (r: number, dx: number, dy: number) => string,
): readonly string[] {
	switch (tail.kind) {
		case "curl":
			return curl(at, w, h, r, tail.sizePx);
		case "hook":
			return hook(at, w, h, r, tail.sizePx);
		default:
			return [`L${at(w, h - r)}`, arc(r, w - r, h)];
	}
}

function triangle(at: Place, w: number, h: number, t: number): readonly string[] {
	return [`L${at(w + t, 0)}`, `L${at(w, Math.min(t, h / 2))}`];
}

/** As in iMessage up to iOS 18. */
function curl(at: Place, w: number, h: number, r: number, t: number): readonly string[] {
	return [
		`L${at(w, h - Math.min(r, 2.2 * t))}`,
		`C${at(w, h - 1.1 * t)} ${at(w + 0.35 * t, h - 0.4 * t)} ${at(w + t, h - 0.05 * t)}`,
		`C${at(w + 0.4 * t, h + 0.08 * t)} ${at(w - 0.55 * t, h - 0.12 * t)} ${at(w - 1.15 * t, h - 0.75 * t)}`,
		`C${at(w - 1.75 * t, h - 0.25 * t)} ${at(w - Math.min(r, 2.5 * t), h)} ${at(w - r, h)}`,
	];
}

/** As in WhatsApp on a phone: the side runs out in a curve to a point on the base line, and back along that. */
function hook(at: Place, w: number, h: number, r: number, t: number): readonly string[] {
	const out = hookOutPx(t);
	return [
		`L${at(w, h - Math.min(0.8 * t, h / 2))}`,
		`C${at(w, h - 0.46 * t)} ${at(w + 0.42 * out, h - 0.2 * t)} ${at(w + 0.95 * out, h - 0.085 * t)}`,
		`C${at(w + 1.06 * out, h - 0.06 * t)} ${at(w + 1.03 * out, h - 0.005 * t)} ${at(w + 0.9 * out, h)}`,
		`C${at(w + 0.3 * out, h + 0.02 * t)} ${at(w - 0.16 * t, h - 0.03 * t)} ${at(w - 0.34 * t, h - 0.12 * t)}`,
		`C${at(w - 0.46 * t, h - 0.04 * t)} ${at(w - Math.min(r, 0.56 * t), h)} ${at(w - Math.max(r, 0.8 * t), h)}`,
	];
}

/** How far a hook stands out of the body. */
export const hookOutPx = (sizePx: number) => 0.4 * sizePx;

/**
 * As in iMessage since iOS 26: it leaves the round corner half-way down, drops to a rounded point, and sweeps back under the body. A
 * part of its own, which overlaps the body.
 */
function hang(at: Place, w: number, h: number, r: number, drop: number): string {
	const edge = (share: number) => w - share * r;
	return [
		`M${at(edge(0.37), h - 0.225 * r)}`,
		`C${at(edge(0.45), h - 0.155 * r)} ${at(edge(0.52), h - 0.08 * r)} ${at(edge(0.52), h + 0.07 * drop)}`,
		`C${at(edge(0.52), h + 0.36 * drop)} ${at(edge(0.49), h + 0.52 * drop)} ${at(edge(0.435), h + 0.74 * drop)}`,
		`C${at(edge(0.385), h + 0.93 * drop)} ${at(edge(0.44), h + 1.03 * drop)} ${at(edge(0.53), h + 0.975 * drop)}`,
		`C${at(edge(0.68), h + 0.86 * drop)} ${at(edge(0.84), h + 0.55 * drop)} ${at(edge(0.98), h + 0.3 * drop)}`,
		`C${at(edge(1.09), h + 0.1 * drop)} ${at(edge(1.18), h)} ${at(edge(1.35), h)}`,
		`L${at(edge(1.35), h - 0.5 * r)}`,
		"Z",
	].join("");
}

const round = (value: number) => Number(value.toFixed(2));

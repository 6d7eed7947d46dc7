/** A bubble's body, in px from the sprite's upper left corner. */
type Body = {
	readonly xPx: number;
	readonly yPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
};

type Side = "left" | "right";

type Tails = {
	/** The lower corner that runs out into a tail. */
	readonly curl: Side | null;
	/** The upper corner that has a triangle. */
	readonly nub: Side | null;
	readonly tailPx: number;
};

/**
 * The outline of a bubble as SVG path data; corners without a tail are round. The curve of the curl was drawn for this project over a
 * screenshot of the app.
 */
export function bubblePath(body: Body, radiusPx: number, { curl, nub, tailPx }: Tails): string {
	const { xPx: x, yPx: y, widthPx: w, heightPx: h } = body;
	const r = Math.min(radiusPx, w / 2, h / 2);
	// The outline is drawn with its tail on the right; on the left it is the same, mirrored about the body's middle.
	const isMirrored = (curl ?? nub) === "left";
	const at = (dx: number, dy: number) => `${round(isMirrored ? x + w - dx : x + dx)} ${round(y + dy)}`;
	const arc = (dx: number, dy: number) => `A${round(r)} ${round(r)} 0 0 ${isMirrored ? 0 : 1} ${at(dx, dy)}`;
	const t = tailPx;
	const upperRight =
		nub === null ? [`L${at(w - r, 0)}`, arc(w, r)] : [`L${at(w + t, 0)}`, `L${at(w, Math.min(t, h / 2))}`];
	const lowerRight =
		curl === null
			? [`L${at(w, h - r)}`, arc(w - r, h)]
			: [
					`L${at(w, h - Math.min(r, 2.2 * t))}`,
					`C${at(w, h - 1.1 * t)} ${at(w + 0.35 * t, h - 0.4 * t)} ${at(w + t, h - 0.05 * t)}`,
					`C${at(w + 0.4 * t, h + 0.08 * t)} ${at(w - 0.55 * t, h - 0.12 * t)} ${at(w - 1.15 * t, h - 0.75 * t)}`,
					`C${at(w - 1.75 * t, h - 0.25 * t)} ${at(w - Math.min(r, 2.5 * t), h)} ${at(w - r, h)}`,
				];
	return [
		`M${at(r, 0)}`,
		...upperRight,
		...lowerRight,
		`L${at(r, h)}`,
		arc(0, h - r),
		`L${at(0, r)}`,
		arc(r, 0),
		"Z",
	].join("");
}

const round = (value: number) => Number(value.toFixed(2));

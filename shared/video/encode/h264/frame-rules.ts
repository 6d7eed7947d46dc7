import type { Band, BetweenPicture, InterPicture, Scroll } from "./coded-picture.ts";
import type { CodedStrip } from "./coded-strip.ts";
import { MACROBLOCK_PX } from "./level.ts";
import type { CodingTools } from "./pps.ts";
import { refuseIf } from "./unsupported-stream-error.ts";

/** What every picture of a stream has in common. */
export type Frame = {
	readonly widthPx: number;
	readonly heightPx: number;
	readonly widthMbs: number;
	readonly heightMbs: number;
	readonly tools: CodingTools;
	/** Scrolls stay below it: the level's bound of motion vectors (table A-1). */
	readonly maxMotionPx: number;
};

/** Throws UnsupportedStreamError for a strip that was coded otherwise than the first, RangeError for one misplaced. */
function checkStrip(frame: Frame, { atMb, strip }: Band): void {
	const { widthPx, heightPx, heightMbs } = frame;
	refuseIf(strip.widthPx !== widthPx, `a strip ${strip.widthPx} px wide in a picture of ${widthPx} px`);
	// Strips of one x264 share the very object: there are thousands of them.
	for (const tool of strip.tools === frame.tools ? [] : TOOLS) {
		const [met, expected] = [strip.tools[tool], frame.tools[tool]];
		refuseIf(met !== expected, `a strip coded with ${tool} ${met} in a stream with ${expected}`);
	}
	if (!Number.isInteger(atMb) || atMb < 0 || atMb + strip.heightMbs > heightMbs) {
		throw new RangeError(`a band of ${strip.heightMbs} rows at row ${atMb} of ${heightMbs}`);
	}
	// Where a strip ends within its last row, x264 made up what follows: it may only lie below the picture.
	const isCutShort = strip.heightPx < MACROBLOCK_PX * strip.heightMbs;
	if (isCutShort && MACROBLOCK_PX * atMb + strip.heightPx < heightPx) {
		throw new RangeError(
			`a strip of ${strip.heightPx} px, which fills no row of ${MACROBLOCK_PX}, above the picture's end`,
		);
	}
}

const TOOLS = ["chromaQpOffset", "secondChromaQpOffset", "isIntraConstrained", "hasTransform8x8"] as const;

export function checkKey(frame: Frame, strip: CodedStrip): void {
	const isFull = strip.heightMbs === frame.heightMbs && strip.heightPx >= frame.heightPx;
	refuseIf(!isFull, `a key frame ${strip.heightPx} px high in a stream of ${frame.heightPx} px`);
	checkStrip(frame, { atMb: 0, strip });
}

/** Throws as `checkStrip` does, and RangeError where rows are left out. */
export function checkKeyBands(frame: Frame, bands: readonly Band[]): void {
	let endMb = 0;
	for (const band of bands) {
		checkStrip(frame, band);
		if (band.atMb !== endMb) throw new RangeError(`a key frame's band at row ${band.atMb}, not ${endMb}`);
		endMb += band.strip.heightMbs;
	}
	if (endMb !== frame.heightMbs) throw new RangeError(`a key frame of ${endMb} rows of ${frame.heightMbs}`);
}

/** Throws RangeError for a picture that cannot be. */
export function checkInter(frame: Frame, { scrolls, bands }: Pick<InterPicture, "scrolls" | "bands">): void {
	let endMb = 0;
	for (const band of bands) {
		checkStrip(frame, band);
		if (band.atMb < endMb)
			throw new RangeError(`a band at row ${band.atMb}, in or above one that ends at ${endMb}`);
		endMb = band.atMb + band.strip.heightMbs;
	}
	let movedToMb = 0;
	for (const scroll of scrolls) {
		checkScroll(frame, scroll);
		if (scroll.fromMb < movedToMb)
			throw new RangeError(`a scroll from row ${scroll.fromMb}, in or above one that ends at ${movedToMb}`);
		movedToMb = scroll.toMb;
	}
}

/** Throws as `checkInter` does, and RangeError where the last row cannot be a B slice. */
export function checkBetween(frame: Frame, { weight, moves, bands }: BetweenPicture): void {
	checkInter(frame, { scrolls: moves, bands });
	if (weight !== null && !(Number.isInteger(weight) && weight >= 0 && weight <= 64))
		throw new RangeError(`a weight of ${weight} of 64`);
	const lastBand = bands.at(-1);
	if (lastBand !== undefined && lastBand.atMb + lastBand.strip.heightMbs === frame.heightMbs)
		throw new RangeError("a band in the last row of a picture between two others");
	// With a weight, a vector into one list would make that much of it (8.4.2.3).
	if (weight !== null && moves.at(-1)?.toMb === frame.heightMbs)
		throw new RangeError("a last row that moves in a picture with a weight");
}

function checkScroll({ heightMbs, maxMotionPx }: Frame, { fromMb, toMb, shiftPx }: Scroll): void {
	const isInside = Number.isInteger(fromMb) && Number.isInteger(toMb) && 0 <= fromMb && fromMb <= toMb;
	if (!isInside || toMb > heightMbs)
		throw new RangeError(`a scroll of rows ${fromMb} to ${toMb} of ${heightMbs}`);
	// An odd shift would fall between chroma samples, and be interpolated.
	if (shiftPx % 2 !== 0) throw new RangeError(`a scroll by ${shiftPx} px, which is not even`);
	if (Math.abs(shiftPx) >= maxMotionPx) {
		throw new RangeError(`a scroll by ${shiftPx} px, where the level allows less than ${maxMotionPx}`);
	}
}

/** Throws RangeError where rows that move and show would show what is not in the picture. */
export function checkMovedRows({ heightPx }: Frame, { fromMb, toMb, shiftPx }: Scroll): void {
	const fromPx = MACROBLOCK_PX * fromMb + shiftPx;
	const toPx = Math.min(MACROBLOCK_PX * toMb, heightPx) + shiftPx;
	if (fromPx < 0 || toPx > heightPx) {
		throw new RangeError(
			`a scroll that shows rows ${fromPx} to ${toPx} px of ${heightPx}: a band is missing`,
		);
	}
}

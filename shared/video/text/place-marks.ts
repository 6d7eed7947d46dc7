/** The ink of a text drawn at the origin, in px, y upwards from the baseline, and its advance. */
export type Ink = {
	readonly advancePx: number;
	readonly leftPx: number;
	readonly rightPx: number;
	readonly topPx: number;
	readonly bottomPx: number;
};

type Offset = { readonly xPx: number; readonly yPx: number };

/** The gap between a letter and a mark that was moved, in em. */
const GAP = 0.05;
/** A mark whose ink begins above OVER belongs over its letter; one whose ink ends below UNDER belongs under it. In em. */
const OVER = 0.3;
const UNDER = 0.1;

/** Places marks that no font sets on their letter: centred, one over the other, beyond the letter's own height. */
export function placeMarks(
	letter: Ink,
	marks: readonly { readonly text: string; readonly ink: Ink }[],
	sizePx: number,
): readonly Offset[] {
	const middlePx = findMiddle(letter);
	let { topPx, bottomPx } = letter;
	return marks.map(({ text, ink }) => {
		const xPx = placeAcross(text, letter, ink, middlePx);
		if (isOver(ink, sizePx)) {
			const yPx = Math.max(0, topPx + GAP * sizePx - ink.bottomPx);
			topPx = ink.topPx + yPx;
			return { xPx, yPx };
		}
		if (ink.topPx < UNDER * sizePx) {
			const yPx = Math.min(0, bottomPx - GAP * sizePx - ink.topPx);
			bottomPx = ink.bottomPx + yPx;
			return { xPx, yPx };
		}
		return { xPx, yPx: 0 };
	});
}

/** Whether a mark belongs over its letter, and not under it or through it. */
export function isOver({ bottomPx }: Ink, sizePx: number): boolean {
	return bottomPx > OVER * sizePx;
}

/** Marks over two letters (U+035C to U+0362) reach as far back as forth; the voice marks of kana stand at the right. */
const OVER_TWO = /[\u035c-\u0362]/u;
const AT_RIGHT = /[\u3099\u309a\u309b\u309c]/u;

function placeAcross(text: string, letter: Ink, ink: Ink, middlePx: number): number {
	if (OVER_TWO.test(text)) return letter.advancePx;
	if (AT_RIGHT.test(text)) return letter.advancePx - ink.rightPx;
	return middlePx - findMiddle(ink);
}

/** How far ink may reach beyond where it should, in em: fonts do not place all marks in the very middle. */
const TOLERANCE = 0.08;

/**
 * Whether a font set the marks of a letter on it, by the ink of both together. A font without anchors for them draws them where
 * the next letter begins.
 */
export function arePlaced(
	text: string,
	together: Ink,
	letter: Ink,
	marks: readonly Ink[],
	sizePx: number,
): boolean {
	if (OVER_TWO.test(text) || AT_RIGHT.test(text)) return true;
	const reachPx = Math.max(...marks.map((ink) => (ink.rightPx - ink.leftPx) / 2));
	const middlePx = findMiddle(letter);
	const tolerancePx = TOLERANCE * sizePx;
	return (
		together.rightPx <= Math.max(letter.rightPx, middlePx + reachPx) + tolerancePx &&
		together.leftPx >= Math.min(letter.leftPx, middlePx - reachPx) - tolerancePx
	);
}

/** The middle of the ink, or of the advance if there is no ink, as in a space. */
function findMiddle({ leftPx, rightPx, advancePx }: Ink): number {
	return rightPx > leftPx ? (leftPx + rightPx) / 2 : advancePx / 2;
}

/**
 * The lines that U+0332 and its like are, in em: from which height to which, as a share of the letter's width. Widths and places
 * are Inter's underline (its `post` table: 0.07 thick) and the middle of its small letters.
 */
const LINES: Readonly<
	Record<string, readonly { readonly bottom: number; readonly top: number; readonly width: number }[]>
> = {
	"\u0305": [{ bottom: 0.84, top: 0.9, width: 1 }],
	"\u033f": [
		{ bottom: 0.84, top: 0.9, width: 1 },
		{ bottom: 0.96, top: 1.02, width: 1 },
	],
	"\u0332": [{ bottom: -0.19, top: -0.13, width: 1 }],
	"\u0333": [
		{ bottom: -0.19, top: -0.13, width: 1 },
		{ bottom: -0.31, top: -0.25, width: 1 },
	],
	"\u0335": [{ bottom: 0.25, top: 0.31, width: 1 }],
	"\u0336": [{ bottom: 0.25, top: 0.31, width: 1 }],
};

export type Rectangle = {
	readonly xPx: number;
	readonly yPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
};

/** A line mark on a letter of that advance, y downwards from the baseline. Whole pixels across, so that it joins the next letter's. */
export function lineMark(
	mark: string,
	leftPx: number,
	advancePx: number,
	sizePx: number,
): readonly Rectangle[] {
	return (LINES[mark] ?? []).map(({ bottom, top, width }) => {
		const fromPx = Math.floor(leftPx + ((1 - width) / 2) * advancePx);
		const toPx = Math.ceil(leftPx + ((1 + width) / 2) * advancePx);
		return {
			xPx: fromPx,
			yPx: Math.round(-top * sizePx),
			widthPx: toPx - fromPx,
			heightPx: Math.max(1, Math.round((top - bottom) * sizePx)),
		};
	});
}

/** The box in place of a letter that no font has, as four lines; in em, as high as Inter's capitals. */
const BOX = { advance: 0.62, left: 0.08, right: 0.54, height: 0.727, line: 0.06 };

export function boxAdvancePx(sizePx: number): number {
	return BOX.advance * sizePx;
}

/** The outline of the box, y downwards from the baseline. */
export function boxLines(leftPx: number, sizePx: number): readonly Rectangle[] {
	const linePx = Math.max(1, Math.round(BOX.line * sizePx));
	const xPx = Math.round(leftPx + BOX.left * sizePx);
	const widthPx = Math.round((BOX.right - BOX.left) * sizePx);
	const heightPx = Math.round(BOX.height * sizePx);
	return [
		{ xPx, yPx: -heightPx, widthPx, heightPx: linePx },
		{ xPx, yPx: -linePx, widthPx, heightPx: linePx },
		{ xPx, yPx: -heightPx, widthPx: linePx, heightPx },
		{ xPx: xPx + widthPx - linePx, yPx: -heightPx, widthPx: linePx, heightPx },
	];
}

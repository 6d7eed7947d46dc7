// Skia makes the strokes of letters lighter or heavier by the brightness of their colour, before it draws them (src/core/SkMaskGamma.cpp).
// How much is fixed when it is built: Chromium and @napi-rs/canvas differ. In Node white letters cover 15 % more than black ones, in
// Chromium 2 %. Both numbers of both were fitted on a line of text in four colours; Chromium's are those of its build files.

type Build = { readonly contrast: number; readonly gamma: number };

const CHROMIUM: Build = { contrast: 0.2, gamma: 1.2 };
const NODE: Build = { contrast: 0.5, gamma: 2.2 };

/** What Node's canvas makes of each coverage (0 to 255) that a letter of a colour (`#rrggbb`) has in Chromium. */
export function coverageInNode(colour: string): Uint8Array {
	const [here, there] = [coverages(colour, CHROMIUM), coverages(colour, NODE)];
	let raw = 0;
	return Uint8Array.from(here, (_, coverage) => {
		while (raw < 255 && (here[raw] ?? 1) * 255 < coverage) raw++;
		return Math.round(255 * (there[raw] ?? 1));
	});
}

/** The share of its colour that a pixel gets, by how much of it a letter covers (0 to 255). */
function coverages(colour: string, { contrast, gamma }: Build): readonly number[] {
	const own = brightnessOf(colour);
	const ground = 1 - own;
	const [linearOwn, linearGround] = [own ** gamma, ground ** gamma];
	return Array.from({ length: 256 }, (_, covered) => {
		const share = covered / 255;
		const enhanced = share + (1 - share) * share * contrast * linearGround;
		if (Math.abs(ground - own) < 1 / 256) return enhanced;
		const mixed = (linearOwn * enhanced + linearGround * (1 - enhanced)) ** (1 / gamma);
		return (mixed - ground) / (own - ground);
	});
}

/** Of eight steps, as Skia keeps its tables. */
function brightnessOf(colour: string): number {
	const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
	const luma = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
	const step = luma >> 5;
	return ((step << 5) | (step << 2) | (step >> 1)) / 255;
}

import type { IconName } from "./icons.ts";
import type { Tone, Weight } from "./tone.ts";

/** One line in a bar. Without `widestPt` it is as wide as its neighbours let it; what is longer is cut. */
export type BarType = {
	readonly sizePt: number;
	readonly weight: Weight;
	readonly tone: Tone;
};

/** An icon so far from its edge of a bar. */
export type BarIcon = {
	readonly icon: IconName;
	/** To the icon, or to its disc. */
	readonly edgePt: number;
	readonly ink: Ink;
	/** Default: as it is drawn. */
	readonly heightPt?: number;
	/** Behind it, with round ends; the icon and its label are centred in it. */
	readonly disc?: {
		readonly widthPt: number;
		readonly heightPt: number;
		readonly fill: Ink;
		readonly edge?: Edge;
	};
	/** Behind the icon, such as how many chats are unread. */
	readonly label?: {
		readonly text: string;
		readonly gapPt: number;
		readonly sizePt: number;
		readonly weight: Weight;
	};
};

/** A thin line, at an edge or all around. */
export type Edge = { readonly widthPt: number; readonly tone: Tone };

/** A colour of the page, by its name, so that an accent of one's own reaches the icons too; or any colour. */
export type Ink = "text" | "secondary" | "accent" | { readonly tone: Tone };

/**
 * A phone's own line over the header. `ios`: the clock at the start; carrier, signal, network and battery at the end. What stands at
 * the end says how far its start is from the bar's end.
 */
export type StatusBar = {
	readonly kind: "ios";
	readonly heightPt: number;
	/** The row on which it is centred. */
	readonly centrePt: number;
	readonly clock: { readonly middlePt: number; readonly sizePt: number; readonly weight: Weight };
	readonly signal: {
		readonly endPt: number;
		/** From the centre to the foot of the bars. */
		readonly downPt: number;
		readonly bars: readonly { readonly heightPt: number }[];
		readonly barPt: number;
		readonly pitchPt: number;
		readonly radiusPt: number;
	};
	/** A fan, or letters that end where the fan ends. The signal is as far from letters as from the fan. */
	readonly network: {
		readonly endPt: number;
		readonly upPt: number;
		readonly sizePt: number;
		readonly weight: Weight;
	};
	/** To the signal, and no wider than so. */
	readonly carrier: {
		readonly gapPt: number;
		readonly sizePt: number;
		readonly weight: Weight;
		readonly widestPt: number;
	};
	readonly battery: {
		readonly endPt: number;
		readonly widthPt: number;
		readonly heightPt: number;
		readonly radiusPt: number;
		/** Without a charge: what its edge goes around, and in that the charge. */
		readonly hollow: Inset;
		readonly charge: Inset;
		readonly cap: {
			readonly gapPt: number;
			readonly widthPt: number;
			readonly heightPt: number;
			readonly radiusPt: number;
		};
		/** The charge in percent, in its middle. */
		readonly percent: { readonly sizePt: number; readonly weight: Weight };
		/** Up to so many percent it has another colour, and the number on it. */
		readonly low: { readonly percent: number; readonly tone: Tone; readonly number: Tone };
	};
	/** What of the battery is empty, and bars without a signal. */
	readonly faint: Tone;
};

/** So far inside the battery's body. */
type Inset = { readonly insetPt: number; readonly radiusPt: number };

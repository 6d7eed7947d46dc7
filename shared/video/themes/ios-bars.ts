import type { StatusBar } from "./bar-parts.ts";

/** The places of iOS 16 and later, measured on screenshots of an iPhone 15 in points. Its height is the header's. */
export const IOS_STATUS_BAR: Omit<StatusBar, "heightPt" | "centrePt"> = {
	kind: "ios",
	clock: { middlePt: 52, sizePt: 16, weight: 600 },
	signal: {
		endPt: 98,
		downPt: 5.5,
		bars: [{ heightPt: 4 }, { heightPt: 6 }, { heightPt: 8.5 }, { heightPt: 11 }],
		barPt: 3,
		pitchPt: 4.6,
		radiusPt: 0.8,
	},
	network: { endPt: 74, upPt: 5.5, sizePt: 13.5, weight: 600 },
	carrier: { gapPt: 6, sizePt: 13.5, weight: 500, widestPt: 90 },
	battery: {
		endPt: 50,
		widthPt: 24,
		heightPt: 12,
		radiusPt: 3.8,
		hollow: { insetPt: 1, radiusPt: 2.9 },
		charge: { insetPt: 2, radiusPt: 2 },
		cap: { gapPt: 1, widthPt: 1.5, heightPt: 4, radiusPt: 0.7 },
		percent: { sizePt: 10, weight: 700 },
		low: { percent: 20, tone: { light: "#ff3b30", dark: "#ff453a" }, number: "#ffffff" },
	},
	faint: { light: "#a9a9ad", dark: "#7f7f84" },
};

/** The line at a phone's lower edge, on the same screenshots. */
export const HOME_INDICATOR = { roomPt: 22, widthPt: 134, heightPt: 5, upPt: 10 };

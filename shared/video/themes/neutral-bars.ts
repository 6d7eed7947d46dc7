import type { Footer, Header } from "./bars.ts";
import { HOME_INDICATOR, IOS_STATUS_BAR } from "./ios-bars.ts";

const WHITE = { tone: "#ffffff" };

export const neutralHeader: Header = {
	kind: "leading",
	statusBar: { ...IOS_STATUS_BAR, heightPt: 44, centrePt: 25 },
	bareTopPt: 4,
	heightPt: 52,
	avatar: { startPt: 40, sizePt: 38, faces: 2 },
	nameStartPt: 90,
	gapPt: 12,
	nameUpPt: 8.5,
	statusDownPt: 9.5,
	name: { sizePt: 17, weight: 600, tone: { light: "#1a1a1e", dark: "#f2f2f4" } },
	status: {
		sizePt: 13,
		weight: 400,
		tone: { light: "#75757d", dark: "#9d9da6" },
	},
	groupStatus: "names",
	start: [{ icon: "chevronBack", edgePt: 14, ink: "accent", heightPt: 19 }],
	end: [
		{ icon: "videoOutline", edgePt: 18, ink: "accent", heightPt: 17 },
		{ icon: "phoneOutline", edgePt: 66, ink: "accent", heightPt: 20 },
	],
	hairline: { widthPt: 0.7, tone: { light: "#e4e4e8", dark: "#2c2c31" } },
};

export const neutralFooter: Footer = {
	kind: "composer",
	fill: { light: "#ffffff", dark: "#18181b" },
	hairline: { widthPt: 0.7, tone: { light: "#e4e4e8", dark: "#2c2c31" } },
	abovePt: 8,
	belowPt: 6,
	field: {
		heightPt: 38,
		radiusPt: 19,
		fill: { light: "#f2f2f5", dark: "#26262b" },
		paddingPt: 15,
		gapPt: 8,
		sizePt: 16.5,
		lines: { pitchPt: 20.5, most: 4 },
		placeholder: { word: "message", tone: { light: "#a2a2aa", dark: "#77777f" } },
	},
	empty: {
		start: [{ icon: "plus", edgePt: 17, ink: "accent", heightPt: 18 }],
		startPt: 52,
		inside: { start: [], end: [{ icon: "smile", edgePt: 9, ink: "secondary", heightPt: 21 }] },
		endPt: 50,
		end: [{ icon: "microphoneOutline", edgePt: 18, ink: "accent", heightPt: 21 }],
	},
	typed: {
		start: [{ icon: "plus", edgePt: 17, ink: "accent", heightPt: 18 }],
		startPt: 52,
		inside: { start: [], end: [{ icon: "smile", edgePt: 9, ink: "secondary", heightPt: 21 }] },
		endPt: 56,
		end: [
			{
				icon: "send",
				edgePt: 10,
				ink: WHITE,
				heightPt: 16,
				disc: { widthPt: 36, heightPt: 36, fill: "accent" },
			},
		],
	},
	homeIndicator: HOME_INDICATOR,
};

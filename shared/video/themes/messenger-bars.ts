import type { Footer, Header } from "./bars.ts";
import { HOME_INDICATOR, IOS_STATUS_BAR } from "./ios-bars.ts";

export const messengerHeader: Header = {
	kind: "leading",
	statusBar: { ...IOS_STATUS_BAR, heightPt: 44, centrePt: 25 },
	bareTopPt: 4,
	heightPt: 54,
	avatar: {
		startPt: 36,
		sizePt: 40,
		faces: 2,
		online: { sizePt: 11, edgePt: 2, tone: "#31cc46" },
	},
	nameStartPt: 86,
	gapPt: 12,
	nameUpPt: 8.5,
	statusDownPt: 10,
	name: { sizePt: 17, weight: 700, tone: { light: "#050505", dark: "#e4e6eb" } },
	status: { sizePt: 13, weight: 400, tone: { light: "#65676b", dark: "#b0b3b8" } },
	groupStatus: "names",
	start: [{ icon: "chevronBack", edgePt: 13, ink: "accent", heightPt: 20 }],
	end: [
		{ icon: "video", edgePt: 18, ink: "accent", heightPt: 16.5 },
		{ icon: "phone", edgePt: 72, ink: "accent", heightPt: 21 },
	],
	hairline: { widthPt: 0.35, tone: { light: "#e0e1e4", dark: "#262728" } },
};

export const messengerFooter: Footer = {
	kind: "composer",
	abovePt: 7,
	belowPt: 7,
	field: {
		heightPt: 36,
		radiusPt: 18,
		fill: { light: "#f0f2f5", dark: "#303030" },
		paddingPt: 12,
		gapPt: 8,
		sizePt: 17,
		lines: { pitchPt: 21, most: 4 },
		placeholder: { text: "Aa", tone: { light: "#8a8d91", dark: "#9a9da1" } },
	},
	empty: {
		start: [
			{
				icon: "plus",
				edgePt: 14,
				ink: { tone: { light: "#ffffff", dark: "#000000" } },
				heightPt: 12,
				disc: { widthPt: 23, heightPt: 23, fill: "accent" },
			},
			{ icon: "cameraFilled", edgePt: 52, ink: "accent", heightPt: 21 },
			{ icon: "photo", edgePt: 94, ink: "accent", heightPt: 20 },
			{ icon: "microphone", edgePt: 136, ink: "accent", heightPt: 22 },
		],
		startPt: 166,
		inside: { start: [], end: [{ icon: "smileFilled", edgePt: 7, ink: "accent", heightPt: 23 }] },
		endPt: 52,
		end: [{ icon: "thumb", edgePt: 15, ink: "accent", heightPt: 23 }],
	},
	typed: {
		start: [{ icon: "chevronForward", edgePt: 18, ink: "accent", heightPt: 19 }],
		startPt: 44,
		inside: { start: [], end: [{ icon: "smileFilled", edgePt: 7, ink: "accent", heightPt: 23 }] },
		endPt: 52,
		end: [{ icon: "plane", edgePt: 15, ink: "accent", heightPt: 23 }],
	},
	homeIndicator: HOME_INDICATOR,
};

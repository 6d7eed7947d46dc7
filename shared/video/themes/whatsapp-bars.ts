import type { Footer, Header } from "./bars.ts";
import { HOME_INDICATOR, IOS_STATUS_BAR } from "./ios-bars.ts";

const PLACEHOLDER = { light: "#c4c4c7", dark: "#5b5b60" };
const WHITE = { tone: "#ffffff" };

export const whatsappHeader: Header = {
	kind: "leading",
	statusBar: { ...IOS_STATUS_BAR, heightPt: 44, centrePt: 25 },
	bareTopPt: 4,
	heightPt: 44,
	avatar: { startPt: 36, sizePt: 36, faces: 0 },
	nameStartPt: 82,
	gapPt: 12,
	nameUpPt: 8,
	statusDownPt: 10,
	name: { sizePt: 17, weight: 600, tone: { light: "#0a1014", dark: "#fafafa" } },
	status: {
		sizePt: 13,
		weight: 400,
		tone: { light: "#667781", dark: "#9a9fa2" },
		typing: "accent",
	},
	groupStatus: "names",
	start: [{ icon: "chevronBack", edgePt: 12, ink: "text", heightPt: 19 }],
	end: [
		{ icon: "phoneOutline", edgePt: 18, ink: "text", heightPt: 21 },
		{ icon: "videoOutline", edgePt: 64, ink: "text", heightPt: 17 },
	],
	hairline: { widthPt: 0.35, tone: { light: "#dcdcdd", dark: "#2b2d2d" } },
};

export const whatsappFooter: Footer = {
	kind: "composer",
	fill: { light: "#f6f6f6", dark: "#1c1e1e" },
	hairline: { widthPt: 0.35, tone: { light: "#dcdcdd", dark: "#2b2d2d" } },
	abovePt: 6,
	belowPt: 6,
	field: {
		heightPt: 37,
		radiusPt: 21,
		fill: { light: "#ffffff", dark: "#2a2c2c" },
		edge: { widthPt: 0.35, tone: { light: "#dcdcdd", dark: "#343737" } },
		paddingPt: 13,
		gapPt: 8,
		sizePt: 17,
		lines: { pitchPt: 20.3, most: 5 },
		placeholder: { text: "", tone: PLACEHOLDER },
	},
	empty: {
		start: [{ icon: "plus", edgePt: 14, ink: "text", heightPt: 19 }],
		startPt: 48,
		inside: { start: [], end: [{ icon: "sticker", edgePt: 9, ink: "text", heightPt: 20 }] },
		endPt: 92,
		end: [
			{ icon: "microphoneOutline", edgePt: 18, ink: "text", heightPt: 22 },
			{ icon: "camera", edgePt: 54, ink: "text", heightPt: 20 },
		],
	},
	typed: {
		start: [{ icon: "plus", edgePt: 14, ink: "text", heightPt: 19 }],
		startPt: 48,
		inside: { start: [], end: [{ icon: "sticker", edgePt: 9, ink: "text", heightPt: 20 }] },
		endPt: 54,
		end: [
			{
				icon: "plane",
				edgePt: 10,
				ink: WHITE,
				heightPt: 16,
				disc: { widthPt: 35, heightPt: 35, fill: "accent" },
			},
		],
	},
	homeIndicator: HOME_INDICATOR,
};

import type { BarIcon } from "./bar-parts.ts";
import type { Footer, Header } from "./bars.ts";
import { HOME_INDICATOR, IOS_STATUS_BAR } from "./ios-bars.ts";

const WHITE = { tone: "#ffffff" };
const CAMERA_DISC: BarIcon = {
	icon: "cameraFilled",
	edgePt: 5,
	ink: WHITE,
	heightPt: 17,
	disc: { widthPt: 34, heightPt: 34, fill: "accent" },
};

export const instagramHeader: Header = {
	kind: "leading",
	statusBar: { ...IOS_STATUS_BAR, heightPt: 44, centrePt: 25 },
	bareTopPt: 4,
	heightPt: 50,
	avatar: { startPt: 44, sizePt: 32, faces: 2 },
	nameStartPt: 87,
	gapPt: 12,
	nameUpPt: 8,
	statusDownPt: 9,
	name: { sizePt: 15.5, weight: 600, tone: { light: "#000000", dark: "#f5f5f5" } },
	status: { sizePt: 12, weight: 400, tone: { light: "#737373", dark: "#a8a8a8" } },
	groupStatus: "names",
	start: [{ icon: "chevronBack", edgePt: 16, ink: "text", heightPt: 19 }],
	end: [
		{ icon: "videoOutline", edgePt: 16, ink: "text", heightPt: 17.5 },
		{ icon: "phoneOutline", edgePt: 64, ink: "text", heightPt: 21 },
	],
};

export const instagramFooter: Footer = {
	kind: "composer",
	abovePt: 6,
	belowPt: 6,
	field: {
		heightPt: 44,
		radiusPt: 22,
		fill: { light: "#f0f1f3", dark: "#25292e" },
		paddingPt: 16,
		gapPt: 10,
		sizePt: 16,
		lines: { pitchPt: 20, most: 4 },
		placeholder: { word: "message", tone: { light: "#737373", dark: "#a8a8a8" } },
	},
	empty: {
		start: [],
		startPt: 12,
		inside: {
			start: [CAMERA_DISC],
			end: [
				{ icon: "sticker", edgePt: 15, ink: "text", heightPt: 21 },
				{ icon: "photo", edgePt: 51, ink: "text", heightPt: 20 },
				{ icon: "microphoneOutline", edgePt: 90, ink: "text", heightPt: 21 },
			],
		},
		endPt: 12,
		end: [],
	},
	typed: {
		start: [],
		startPt: 12,
		inside: {
			start: [CAMERA_DISC],
			end: [
				{
					icon: "plane",
					edgePt: 5,
					ink: WHITE,
					heightPt: 17,
					disc: { widthPt: 50, heightPt: 34, fill: "accent" },
				},
			],
		},
		endPt: 12,
		end: [],
	},
	homeIndicator: HOME_INDICATOR,
};

import type { BarIcon } from "./bar-parts.ts";
import type { Footer, Header } from "./bars.ts";
import { HOME_INDICATOR, IOS_STATUS_BAR } from "./ios-bars.ts";

const PLACEHOLDER = { light: "#c4c4c7", dark: "#5b5b60" };
const WHITE = { tone: "#ffffff" };
const GLASS = { light: "#f8f8f9", dark: "#1a1a1c" };
const GLASS_EDGE = { widthPt: 0.7, tone: { light: "#e4e4e7", dark: "#39393c" } };
const GLASS_BUTTON: NonNullable<BarIcon["disc"]> = {
	widthPt: 44,
	heightPt: 44,
	fill: { tone: GLASS },
	edge: GLASS_EDGE,
};

export const imessageHeader: Header = {
	kind: "floating",
	statusBar: { ...IOS_STATUS_BAR, heightPt: 48, centrePt: 28 },
	bareTopPt: 8,
	navigationPt: 78,
	statusLinePt: 14,
	avatar: { sizePt: 50, abovePt: 0, faces: 3 },
	nameCentrePt: 61,
	name: { sizePt: 13, weight: 600, tone: { light: "#000000", dark: "#ffffff" }, widestPt: 200 },
	disclosure: { icon: "chevronForward", gapPt: 4, ink: "secondary" },
	capsule: { heightPt: 25, paddingPt: 10, fill: GLASS, edge: GLASS_EDGE },
	statusBelowPt: 21,
	status: {
		sizePt: 11,
		weight: 400,
		tone: { light: "#8a8a8e", dark: "#8d8d93" },
		widestPt: 260,
	},
	start: [{ icon: "chevronBack", edgePt: 16, ink: "text", heightPt: 19, disc: GLASS_BUTTON }],
	end: [{ icon: "videoOutline", edgePt: 16, ink: "text", heightPt: 16, disc: GLASS_BUTTON }],
};

export const imessageFooter: Footer = {
	kind: "composer",
	abovePt: 8,
	belowPt: 6,
	field: {
		heightPt: 40.3,
		radiusPt: 20.15,
		fill: GLASS,
		edge: GLASS_EDGE,
		paddingPt: 16,
		gapPt: 8,
		sizePt: 17,
		lines: { pitchPt: 20.3, most: 5 },
		placeholder: { text: "iMessage", tone: PLACEHOLDER },
	},
	empty: {
		start: [
			{
				icon: "plus",
				edgePt: 28,
				ink: "text",
				heightPt: 16,
				disc: { ...GLASS_BUTTON, widthPt: 40, heightPt: 40 },
			},
		],
		startPt: 80,
		inside: {
			start: [],
			end: [{ icon: "microphoneOutline", edgePt: 15, ink: "secondary", heightPt: 20 }],
		},
		endPt: 28,
		end: [],
	},
	typed: {
		start: [
			{
				icon: "plus",
				edgePt: 28,
				ink: "text",
				heightPt: 16,
				disc: { ...GLASS_BUTTON, widthPt: 40, heightPt: 40 },
			},
		],
		startPt: 80,
		inside: {
			start: [],
			end: [
				{
					icon: "send",
					edgePt: 6,
					ink: WHITE,
					heightPt: 15,
					disc: { widthPt: 38, heightPt: 28, fill: "accent" },
				},
			],
		},
		endPt: 28,
		end: [],
	},
	homeIndicator: HOME_INDICATOR,
};

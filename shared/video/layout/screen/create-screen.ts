import type { Rect } from "../../scene/rect.ts";
import { ceilTo16, ceilToEven, floorTo16, toEven } from "../../scene/rounding.ts";
import type { Layer, Placement } from "../../scene/scene.ts";
import { createKeyboard } from "../keyboard/create-keyboard.ts";
import type { FramedScreen } from "../screen-rect.ts";
import { createFooter } from "./create-footer.ts";
import { type FooterPlaces, findFooterPlaces } from "./footer-place.ts";
import { headerShapes, leastHeaderPx } from "./header.ts";
import type { HeaderStatus } from "./header-status.ts";
import { place, rememberBy, roundAt } from "./layer-parts.ts";
import { headerFadePx } from "./middle-header.ts";
import { createPen } from "./pen.ts";
import type { ScreenInput, ScreenState } from "./screen-input.ts";
import { statusBarShapes } from "./status-bar.ts";

/** What stands still around the column. What shows the same is the same object. */
export type Screen = {
	/** The rows of the column, and the row at which a full one ends: higher where an app covers the lower ones. Multiples of 16. */
	readonly viewport: (state: ScreenState) => {
		readonly topPx: number;
		readonly bottomPx: number;
		readonly endPx: number;
	};
	/** What is seen of the column at first. */
	readonly opening: Rect;
	/** From back to front. */
	readonly behind: readonly Layer[];
	readonly header: (state: ScreenState) => Layer;
	readonly footer: (state: ScreenState) => Layer;
	/** Null: it is down, or the look shows none here. */
	readonly keyboard: (state: ScreenState) => Layer | null;
	/** In front of all that stands. */
	readonly home: readonly Layer[];
	/** The text field on the screen. */
	readonly composer: (state: ScreenState) => Rect;
};

export function createScreen(input: ScreenInput): Screen {
	const { look, heightPx } = input;
	const { screen, overlay } = input.framed;
	const statusBarPx = look.isPhone ? look.header.statusBar.heightPx : 0;
	// An app's own words may stand on the status bar, and on nothing else of the header.
	const insetPx = ceilTo16(Math.max(0, Math.round(overlay.topPx - statusBarPx)));
	const headerPx = insetPx + ceilTo16(Math.round(leastHeaderPx(look, input.hasStatusLine)));
	const places = findFooterPlaces(look, heightPx, cardFootPx(input.framed));
	const footer = createFooter(input, places);
	const topPx = screen.yPx + headerPx;
	const safePx = screen.yPx + floorTo16(heightPx - Math.round(overlay.bottomPx));
	return {
		viewport: (state) => {
			const bottomPx = screen.yPx + footer.topPx(state);
			return { topPx, bottomPx, endPx: Math.min(bottomPx, safePx) };
		},
		opening: { ...screen, yPx: topPx, heightPx: screen.yPx + places.find(1, false).topPx - topPx },
		behind: createBehind(input),
		header: createHeader(input, headerPx, insetPx),
		footer: footer.layer,
		keyboard: createKeyboardLayer(input, places),
		home: createHome(input),
		composer: (state) => {
			const field = footer.field(state);
			return { ...field, xPx: screen.xPx + field.xPx, yPx: screen.yPx + field.yPx };
		},
	};
}

function createKeyboardLayer(input: ScreenInput, { keyboardTopPx }: FooterPlaces): Screen["keyboard"] {
	const { look, widthPx, heightPx, measure, framed, emoji = [] } = input;
	const { keyboard } = look;
	if (keyboard.at === "none" || keyboardTopPx === null) return () => null;
	const rect = {
		...framed.screen,
		yPx: framed.screen.yPx + keyboardTopPx,
		heightPx: heightPx - keyboardTopPx,
	};
	const board = { look, keyboard, widthPx, heightPx: rect.heightPx, measure };
	const layerOf = createKeyboard({ ...board, rect, emoji });
	const rounded = rememberBy(
		(layer: Layer): Layer => ({ ...layer, clip: roundAt("lower", layer.clip, framed) }),
	);
	return (state) => (state.keyboard === null ? null : rounded(layerOf(state.keyboard)));
}

/** The backdrop, and a phone's body. */
function createBehind({ look, framed, background }: ScreenInput): readonly Layer[] {
	const { frame, screen, body } = framed;
	const still = { dyPx: 0, placements: [] };
	if (frame === "none") return [{ name: "backdrop", clip: screen, ground: look.page.ground, ...still }];
	const { widthPx, heightPx } = framed.picture;
	const clip = { xPx: 0, yPx: 0, widthPx, heightPx };
	const backdrop: Layer = { name: "backdrop", clip, ground: background, ...still };
	return body === null ? [backdrop] : [backdrop, { name: "frame", clip: body, ground: BODY, ...still }];
}

/** A phone's body around its screen. */
const BODY = "#0c0c0e";

/** `insetPx`: from the screen's top to the bar; the status bar stays above. */
function createHeader(input: ScreenInput, headerPx: number, insetPx: number): Screen["header"] {
	const { look, widthPx, measure, device } = input;
	const { screen } = input.framed;
	const heightPx = headerPx - insetPx;
	const fadePx = headerFadePx(look);
	const pen = createPen(look, widthPx, measure);
	const barOf = rememberBy((status: HeaderStatus) => {
		const shapes = headerShapes({ ...input, pen, heightPx, status });
		const rect = { ...screen, yPx: insetPx, heightPx: heightPx + fadePx };
		return place("header/bar", statusKey(status), shapes, rect);
	}, statusKey);
	const statusBarPx = ceilToEven(look.header.statusBar.heightPx);
	const statusBarOf = rememberBy((clock: string) => {
		const shapes = statusBarShapes({ look, pen, widthPx, clock, device });
		return place("header/status-bar", clock, shapes, { ...screen, yPx: 0, heightPx: statusBarPx });
	});
	const clip = roundAt("upper", { ...screen, heightPx: headerPx + fadePx }, input.framed);
	// Where it fades out the column is seen: the bar has its own ground, and so has what is above it.
	const above =
		fadePx === 0 || insetPx === 0
			? []
			: [
					place("header/above", "", [pen.rectangle(0, 0, widthPx, insetPx, 0, look.page.bar)], {
						...screen,
						yPx: 0,
						heightPx: insetPx,
					}),
				];
	const layerOf = rememberBy((bar: Placement) =>
		rememberBy(
			(statusBar: Placement | null): Layer => ({
				name: "header",
				clip,
				dyPx: screen.yPx,
				...(fadePx === 0 ? { ground: look.page.bar } : {}),
				placements: [...above, bar, ...(statusBar === null ? [] : [statusBar])],
			}),
		),
	);
	return (state) => layerOf(barOf(input.statusOf(state)))(look.isPhone ? statusBarOf(state.clock) : null);
}

/** What the bar shows, as text. */
function statusKey({ text, isTyping, isOnline }: HeaderStatus): string {
	if (text === null) return "";
	return `${isTyping ? "typing" : "status"}${isOnline ? ", online" : ""}: ${text}`;
}

/** The line at a phone's lower edge, in front of the composer and the keyboard that slide behind it. */
function createHome({ look, framed: { screen }, widthPx, heightPx, measure }: ScreenInput): readonly Layer[] {
	if (!look.isPhone) return [];
	const { widthPx: linePx, heightPx: thickPx, upPx } = look.footer.homeIndicator;
	const topPx = heightPx - Math.round(upPx);
	const upperPx = 2 * Math.floor(topPx / 2);
	const rect = { ...screen, yPx: screen.yPx + upperPx, heightPx: heightPx - upperPx };
	const startPx = widthPx / 2 - Math.round(linePx / 2);
	const line = createPen(look, widthPx, measure).rectangle(
		...([startPx, topPx - upperPx, Math.round(linePx), thickPx] as const),
		...([thickPx / 2, look.page.text] as const),
	);
	const placement = place("home/indicator", "", [line], { ...rect, yPx: 0 });
	return [{ name: "home", clip: rect, dyPx: rect.yPx, placements: [placement] }];
}

/** The composer of a card is away from its round corners, as that of a phone is by the home indicator. */
function cardFootPx({ frame, radiusPx }: FramedScreen): number {
	return frame === "card" ? toEven(radiusPx / 3) : 0;
}

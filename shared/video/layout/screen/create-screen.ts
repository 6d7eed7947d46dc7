import type { ChatState } from "../../conversation/chat-state.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilTo16, ceilToEven, floorTo16, toEven } from "../../scene/rounding.ts";
import type { Clip, Ground, Layer, MeasureText, Placement, Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { People } from "../people.ts";
import type { FramedScreen } from "../screen-rect.ts";
import { fieldRect, footerShapes, leastFooterPx } from "./footer.ts";
import { headerShapes, leastHeaderPx } from "./header.ts";
import type { HeaderStatus } from "./header-status.ts";
import { headerFadePx } from "./middle-header.ts";
import { createPen } from "./pen.ts";
import { statusBarShapes } from "./status-bar.ts";

export type ScreenInput = {
	readonly look: Look;
	/** The screen's. */
	readonly widthPx: number;
	readonly heightPx: number;
	readonly framed: FramedScreen;
	/** What is around a phone or a card. */
	readonly background: Ground;
	readonly people: People;
	readonly statusOf: (state: ScreenState) => HeaderStatus;
	readonly device: Conversation["device"];
	/** The header has room for a status line: any state of the video has one. Otherwise the column would jump when it comes. */
	readonly hasStatusLine: boolean;
	readonly measure: MeasureText;
	readonly pictures: Chat["pictures"];
};

/** What of a state stands around the column. */
export type ScreenState = Pick<ChatState, "entries" | "status" | "clock" | "draft" | "keyboard">;

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
	/** The text field on the screen. */
	readonly composer: Rect;
};

export function createScreen(input: ScreenInput): Screen {
	const { look, heightPx } = input;
	const { screen, overlay } = input.framed;
	const statusBarPx = look.isPhone ? look.header.statusBar.heightPx : 0;
	// An app's own words may stand on the status bar, and on nothing else of the header.
	const insetPx = ceilTo16(Math.max(0, Math.round(overlay.topPx - statusBarPx)));
	const headerPx = insetPx + ceilTo16(Math.round(leastHeaderPx(look, input.hasStatusLine)));
	const footPx = cardFootPx(input.framed);
	const footerTopPx = floorTo16(heightPx - footPx - Math.round(leastFooterPx(look)));
	const topPx = screen.yPx + headerPx;
	const bottomPx = screen.yPx + footerTopPx;
	const safePx = screen.yPx + floorTo16(heightPx - Math.round(overlay.bottomPx));
	const field = fieldRect({ ...input, heightPx: heightPx - footPx }, footerTopPx);
	return {
		viewport: () => ({ topPx, bottomPx, endPx: Math.min(bottomPx, safePx) }),
		opening: { ...screen, yPx: topPx, heightPx: bottomPx - topPx },
		behind: createBehind(input),
		header: createHeader(input, headerPx, insetPx),
		footer: createFooter(input, footerTopPx),
		composer: { ...field, xPx: screen.xPx + field.xPx, yPx: screen.yPx + field.yPx },
	};
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

function createFooter(input: ScreenInput, topPx: number): Screen["footer"] {
	const { look, widthPx } = input;
	const { screen } = input.framed;
	const heightPx = input.heightPx - topPx;
	const pen = createPen(look, widthPx, input.measure);
	const bar = { look, pen, widthPx, heightPx: heightPx - cardFootPx(input.framed) };
	const clip = roundAt("lower", { ...screen, yPx: screen.yPx + topPx, heightPx }, input.framed);
	const layerOf = rememberBy((draft: string): Layer => {
		const shapes = footerShapes({ ...bar, draft });
		return {
			name: "footer",
			clip,
			dyPx: clip.yPx,
			ground: look.page.ground,
			placements: [place("footer/bar", draft, shapes, { ...screen, yPx: 0, heightPx: bar.heightPx })],
		};
	});
	return ({ draft }) => layerOf(draft ?? "");
}

/** The composer of a card is away from its round corners, as that of a phone is by the home indicator. */
function cardFootPx({ frame, radiusPx }: FramedScreen): number {
	return frame === "card" ? toEven(radiusPx / 3) : 0;
}

/** A bar at an end of a framed screen has that end's corners. */
function roundAt(rounded: "upper" | "lower", clip: Rect, { radiusPx }: FramedScreen): Clip {
	return radiusPx === 0 ? clip : { ...clip, radiusPx, rounded };
}

function place(
	item: string,
	content: string,
	shapes: readonly Shape[],
	{ xPx, yPx, widthPx, heightPx }: Rect,
): Placement {
	const key = content === "" ? item : `${item} ${content}`;
	return { item, sprite: { key, widthPx, heightPx, shapes }, xPx, yPx, opacity: 64 };
}

/** `toKey` tells equal values: the same by default. */
function rememberBy<From, Value>(
	make: (from: From) => Value,
	toKey: (from: From) => unknown = (from) => from,
): (from: From) => Value {
	const made = new Map<unknown, Value>();
	return (from) => {
		const key = toKey(from);
		const value = made.get(key) ?? make(from);
		made.set(key, value);
		return value;
	};
}

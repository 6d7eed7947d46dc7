import type { ChatState } from "../../conversation/chat-state.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilTo16, ceilToEven, floorTo16 } from "../../scene/rounding.ts";
import type { Layer, MeasureText, Placement, Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { People } from "../people.ts";
import { fieldRect, footerShapes, leastFooterPx } from "./footer.ts";
import { headerShapes, leastHeaderPx } from "./header.ts";
import type { HeaderStatus } from "./header-status.ts";
import { headerFadePx } from "./middle-header.ts";
import { createPen } from "./pen.ts";
import { statusBarShapes } from "./status-bar.ts";

export type ScreenInput = {
	readonly look: Look;
	readonly widthPx: number;
	readonly heightPx: number;
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
	/** The rows of the column, multiples of 16. */
	readonly viewport: (state: ScreenState) => { readonly topPx: number; readonly bottomPx: number };
	readonly backdrop: Layer;
	readonly header: (state: ScreenState) => Layer;
	readonly footer: (state: ScreenState) => Layer;
	/** The text field on the screen. */
	readonly composer: Rect;
};

export function createScreen(input: ScreenInput): Screen {
	const { look, widthPx, heightPx } = input;
	const topPx = ceilTo16(Math.round(leastHeaderPx(look, input.hasStatusLine)));
	const bottomPx = floorTo16(heightPx - Math.round(leastFooterPx(look)));
	const header = createHeader(input, topPx);
	const footer = createFooter(input, bottomPx);
	return {
		viewport: () => ({ topPx, bottomPx }),
		backdrop: {
			name: "backdrop",
			clip: { xPx: 0, yPx: 0, widthPx, heightPx },
			dyPx: 0,
			ground: look.page.ground,
			placements: [],
		},
		header,
		footer,
		composer: fieldRect(input, bottomPx),
	};
}

function createHeader(input: ScreenInput, heightPx: number): Screen["header"] {
	const { look, widthPx, measure, device } = input;
	const pen = createPen(look, widthPx, measure);
	const fadePx = headerFadePx(look);
	const barPx = heightPx + fadePx;
	const barOf = rememberBy(
		(status: HeaderStatus) =>
			place(
				"header/bar",
				statusKey(status),
				headerShapes({ ...input, pen, heightPx, status }),
				widthPx,
				barPx,
			),
		statusKey,
	);
	const statusBarPx = ceilToEven(look.header.statusBar.heightPx);
	const statusBarOf = rememberBy((clock: string) =>
		place(
			"header/status-bar",
			clock,
			statusBarShapes({ look, pen, widthPx, clock, device }),
			widthPx,
			statusBarPx,
		),
	);
	const layerOf = rememberBy((bar: Placement) =>
		rememberBy(
			(statusBar: Placement | null): Layer => ({
				name: "header",
				clip: { xPx: 0, yPx: 0, widthPx, heightPx: barPx },
				dyPx: 0,
				// Where it fades out the column is seen: the bar has its own ground.
				...(fadePx === 0 ? { ground: look.page.bar } : {}),
				placements: statusBar === null ? [bar] : [bar, statusBar],
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

function createFooter(input: ScreenInput, bottomPx: number): Screen["footer"] {
	const { look, widthPx } = input;
	const heightPx = input.heightPx - bottomPx;
	const pen = createPen(look, widthPx, input.measure);
	const layerOf = rememberBy((draft: string): Layer => {
		const shapes = footerShapes({ look, pen, widthPx, heightPx, draft });
		return {
			name: "footer",
			clip: { xPx: 0, yPx: bottomPx, widthPx, heightPx },
			dyPx: bottomPx,
			ground: look.page.ground,
			placements: [place("footer/bar", draft, shapes, widthPx, heightPx)],
		};
	});
	return ({ draft }) => layerOf(draft ?? "");
}

function place(
	item: string,
	content: string,
	shapes: readonly Shape[],
	widthPx: number,
	heightPx: number,
): Placement {
	const key = content === "" ? item : `${item} ${content}`;
	return { item, sprite: { key, widthPx, heightPx, shapes }, xPx: 0, yPx: 0, opacity: 64 };
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

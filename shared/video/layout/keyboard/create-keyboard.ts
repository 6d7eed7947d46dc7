import type { ChatState, KeyboardState } from "../../conversation/chat-state.ts";
import type { Rect } from "../../scene/rect.ts";
import { ceilToEven } from "../../scene/rounding.ts";
import type { Layer, Placement, Shape } from "../../scene/scene.ts";
import type { Board } from "./board.ts";
import { keyShapes } from "./draw-key.ts";
import { pageShapes } from "./draw-page.ts";
import { emojiPageShapes, litEmojiShapes, placeEmoji } from "./emoji-page.ts";
import { listFrequent } from "./frequent-emoji.ts";
import { isNamed, type PlacedKey, placeKeys } from "./place-keys.ts";
import { popupRect, popupShapes } from "./popup.ts";

type Page = KeyboardState["page"];

type KeyboardInput = Board & {
	/** Where it stands on the screen, down to the screen's edge. */
	readonly rect: Rect;
	/** The emoji that are typed, in their order. */
	readonly emoji: readonly string[];
};

/** Draws a keyboard in each of its states: what is pressed is an item of its own, over a page that is drawn once. */
export function createKeyboard(input: KeyboardInput): (state: KeyboardState) => Layer {
	const { rect } = input;
	const pages = new Map<Page, { readonly keys: readonly PlacedKey[]; readonly placement: Placement }>();
	const layers = new Map<string, Layer>();
	const abovePx = headroomPx(input);
	const pageOf = (page: Page) => {
		const known = pages.get(page);
		if (known !== undefined) return known;
		const keys = placePage(page, input);
		const shapes = page === "emoji" ? emojiPageShapes(keys, input) : pageShapes(keys, page, input);
		const made = { keys, placement: place("keyboard/page", page, shapes, { ...rect, yPx: 0 }) };
		pages.set(page, made);
		return made;
	};
	return ({ page, lit }) => {
		const name = `${page} ${lit}`;
		const { keys, placement } = pageOf(page);
		const key = keys.find((each) => each.key === lit);
		const layer = layers.get(name) ?? {
			name: "keyboard",
			clip: { ...rect, yPx: rect.yPx - abovePx, heightPx: rect.heightPx + abovePx },
			dyPx: rect.yPx,
			placements: key === undefined ? [placement] : [placement, litKey(key, page, input)],
		};
		layers.set(name, layer);
		return layer;
	};
}

function placePage(page: Page, input: KeyboardInput): readonly PlacedKey[] {
	const { look, keyboard, widthPx, emoji } = input;
	if (page === "emoji")
		return placeEmoji(listFrequent(emoji, keyboard.emoji.rows * keyboard.emoji.columns), input);
	const { letters, capitals, digits } = look.keys;
	const rows = page === "digits" ? digits : page === "capitals" ? (capitals ?? letters) : letters;
	return placeKeys(rows, keyboard.keys, widthPx);
}

/** A pressed key, as large as what it covers. */
function litKey(key: PlacedKey, page: Page, input: KeyboardInput): Placement {
	const { pressed } = input.keyboard;
	const hasPopup = pressed.kind === "popup" && page !== "emoji" && !isNamed(key.key);
	const covered = evenRect(hasPopup ? popupRect(key, pressed, input) : key.rect);
	const { xPx, yPx } = covered;
	const moved = { ...key, rect: { ...key.rect, xPx: key.rect.xPx - xPx, yPx: key.rect.yPx - yPx } };
	const shapes = hasPopup
		? popupShapes(key, pressed, input, covered)
		: page === "emoji"
			? litEmojiShapes(moved, input)
			: keyShapes(moved, page, input, "pressed");
	return place("keyboard/lit", `${page} ${key.key}`, shapes, { ...covered, xPx: xPx + input.rect.xPx });
}

/** How far the heads of the first row reach over the keyboard. */
function headroomPx(input: KeyboardInput): number {
	const { pressed } = input.keyboard;
	if (pressed.kind === "tone") return 0;
	const [first] = placePage("letters", input);
	return first === undefined ? 0 : ceilToEven(Math.max(0, -popupRect(first, pressed, input).yPx));
}

function evenRect({ xPx, yPx, widthPx, heightPx }: Rect): Rect {
	const [leftPx, topPx] = [2 * Math.floor(xPx / 2), 2 * Math.floor(yPx / 2)];
	return {
		...{ xPx: leftPx, yPx: topPx },
		widthPx: ceilToEven(xPx + widthPx) - leftPx,
		heightPx: ceilToEven(yPx + heightPx) - topPx,
	};
}

function place(
	item: string,
	content: string,
	shapes: readonly Shape[],
	{ xPx, yPx, widthPx, heightPx }: Rect,
): Placement {
	return { item, sprite: { key: `${item} ${content}`, widthPx, heightPx, shapes }, xPx, yPx, opacity: 64 };
}

/** The emoji that the keyboard types, in their order. */
export function listTypedEmoji(states: readonly Pick<ChatState, "keyboard">[]): readonly string[] {
	return states.flatMap(({ keyboard }) =>
		keyboard?.page === "emoji" && keyboard.lit !== null && !isNamed(keyboard.lit) ? [keyboard.lit] : [],
	);
}

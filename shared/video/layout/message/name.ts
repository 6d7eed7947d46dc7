import { toEven } from "../../scene/rounding.ts";
import type { Colour } from "../../scene/scene.ts";
import type { Resolved } from "../../themes/look.ts";
import type { Name } from "../../themes/people.ts";
import type { Chat } from "../chat.ts";
import { textLine } from "../line.ts";
import type { Person } from "../people.ts";
import { textStyle } from "../text-style.ts";
import { type BlockInput, type BlockItem, itemName } from "./block.ts";
import { drawCaption } from "./caption.ts";
import type { FrameHead } from "./framed-text.ts";
import { edgePx, roomPx } from "./side.ts";

type ShownName = Exclude<Resolved<Name>, { readonly at: "none" }>;

/** Whose name a message has over its text: in a group, the first of a run of others. */
function findNamed({ content, isFirst }: BlockInput): Person | null {
	return content.isGroup && isFirst ? content.person : null;
}

/** The name over a frame; null: it has none. It reaches no further than the widest frame. */
export function placeName(input: BlockInput, chat: Chat): BlockItem | null {
	const { name, message } = chat.look;
	const frame = message.theirs;
	const person = findNamed(input);
	if (name.at === "none" || person === null) return null;
	if (name.at === "inside" && frame.kind === "bubble") return null;
	const startPx = name.at === "head" ? toEven(name.startPx) : 0;
	const type = { ...name, tone: toneOf(person, name) };
	const maxWidthPx = roomPx(frame, chat) + (frame.kind === "bubble" ? 2 * frame.padding.xPx : 0);
	const item = itemName(input.content.entry, "name");
	const sprite = drawCaption(item, person.name, type, chat, maxWidthPx - startPx);
	const xPx = edgePx(frame, false, chat, sprite.widthPx, startPx);
	return { item, sprite, xPx, yPx: 0 };
}

/** The name in a bubble, in so much room; null: it has none. */
export function nameHead(input: BlockInput, chat: Chat, maxWidthPx: number): FrameHead | null {
	const { look, measure } = chat;
	const { name } = look;
	const person = findNamed(input);
	if (name.at !== "inside" || person === null) return null;
	const style = textStyle(look, name.sizePx, name.weight);
	const heightPx = toEven(name.linePx);
	const align = look.direction === "rtl" ? "right" : "left";
	const line = { text: person.name, style, colour: toneOf(person, name), measure, maxWidthPx };
	const { widthPx } = textLine({ ...line, centrePx: 0, xPx: 0, align });
	return {
		widthPx,
		heightPx,
		shapes: (xPx, yPx, roomPx) => {
			const edge = align === "right" ? xPx + roomPx : xPx;
			return [textLine({ ...line, centrePx: yPx + heightPx / 2, xPx: edge, align })];
		},
	};
}

function toneOf({ colour, place }: Person, { tones, tone }: ShownName): Colour {
	if (tones === undefined) return tone;
	return colour ?? tones[place % tones.length] ?? tone;
}

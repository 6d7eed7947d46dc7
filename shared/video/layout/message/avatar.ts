import type { Rect } from "../../scene/rect.ts";
import { toEven } from "../../scene/rounding.ts";
import type { Sprite } from "../../scene/scene.ts";
import { avatarShapes } from "../avatar.ts";
import type { Chat } from "../chat.ts";
import type { MessageContent } from "../entry-content.ts";
import type { Person } from "../people.ts";
import { type Block, type BlockInput, type BlockItem, itemName } from "./block.ts";

/** The column beside the avatars, where others' bubbles stand. One's own, and rows, have all of it. */
export function besideAvatars(chat: Chat, content: MessageContent): Chat {
	const { look, leftPx, rightPx } = chat;
	const isRow = look.message.theirs.kind === "row";
	const { avatar } = look;
	if (avatar.at === "none" || isRow || !hasAvatar(content, chat)) return chat;
	const insetPx = toEven(avatar.sizePx) + toEven(avatar.gapPx);
	return look.direction === "rtl"
		? { ...chat, rightPx: rightPx - insetPx }
		: { ...chat, leftPx: leftPx + insetPx };
}

/** Whether the sender of a message has an avatar beside the first or the last of each run. */
function hasAvatar({ isOwn, isGroup }: MessageContent, { look: { avatar } }: Chat): boolean {
	return avatar.at !== "none" && !isOwn && (isGroup || avatar.when === "always");
}

/** Where frames of a message stand. */
type Frames = { readonly first: Rect; readonly last: Rect };

/** The avatar of a message beside its frames; null: it has none. */
export type PlaceAvatar = (
	run: Pick<BlockInput, "content" | "isFirst" | "isLast">,
	frames: Frames,
) => BlockItem | null;

/** A person is drawn once. */
export function createAvatars(chat: Chat): PlaceAvatar {
	const { avatar, direction } = chat.look;
	const drawn = new Map<string, Sprite>();
	return ({ content, isFirst, isLast }, { first, last }) => {
		const { person, entry } = content;
		if (avatar.at === "none" || person === null || !hasAvatar(content, chat)) return null;
		if (!(avatar.at === "first" ? isFirst : isLast)) return null;
		const sizePx = toEven(avatar.sizePx);
		const gapPx = toEven(avatar.gapPx);
		const frame = avatar.at === "first" ? first : last;
		const sprite = drawn.get(person.id) ?? drawAvatar(person, sizePx, chat);
		drawn.set(person.id, sprite);
		return {
			item: itemName(entry, "avatar"),
			sprite,
			xPx: direction === "rtl" ? frame.xPx + frame.widthPx + gapPx : frame.xPx - gapPx - sizePx,
			yPx: avatar.at === "first" ? frame.yPx : frame.yPx + frame.heightPx - sizePx,
		};
	};
}

/** A block with its avatar. One that is higher than what it stands beside gets the room. */
export function withAvatar(block: Block, avatar: BlockItem | null): Block {
	if (avatar === null) return block;
	const overPx = Math.max(0, -avatar.yPx);
	const lower = <Part extends { readonly yPx: number }>(part: Part) => ({ ...part, yPx: part.yPx + overPx });
	return {
		...block,
		heightPx: Math.max(block.heightPx, avatar.yPx + avatar.sprite.heightPx) + overPx,
		items: [...block.items, avatar].map(lower),
		frame: block.frame && lower(block.frame),
		lines: block.lines.map(({ text, box }) => ({ text, box: lower(box) })),
	};
}

function drawAvatar(person: Person, sizePx: number, { look, measure, pictures }: Chat): Sprite {
	const middlePx = sizePx / 2;
	const options = { look, measure, pictures, xPx: middlePx, yPx: middlePx, sizePx };
	const shapes = avatarShapes(person, options);
	return { key: `avatar ${person.id}`, widthPx: sizePx, heightPx: sizePx, shapes };
}

import type { Placement } from "../scene/scene.ts";

/** What an item is to the animation. */
export type Role = "message" | "typing" | "receipt" | "reaction" | "other";

/** What stands beside or over a message, and does not come the way that it comes. */
const BESIDE = ["avatar", "date"];

/** Somebody's picture beside a message or beside dots. */
export const isAvatar = (placement: Placement) => partOf(placement) === "avatar";

/** `message-3` of `message-3/bubble`: the items of one block are parts of one message. */
export const blockOf = ({ item }: Placement) => item.slice(0, item.lastIndexOf("/"));

/** The block of an entry, as layout names it. */
export const blockOfEntry = (entry: number) => `message-${entry}`;

/** What a message is made of: the text in its bubble, or in its row, and pictures and cards that have no bubble around them. */
const FRAMES = ["bubble", "media", "link"];

/** A message is its frames and what else has come with them, such as a name. */
export function roleOf(placement: Placement, blocksWithFrame: ReadonlySet<string>): Role {
	const part = partOf(placement);
	if (isDots(placement)) return "typing";
	if (part === "receipt") return part;
	if (isReaction(placement)) return "reaction";
	return blocksWithFrame.has(blockOf(placement)) && !BESIDE.includes(part) ? "message" : "other";
}

export const isDots = (placement: Placement) => partOf(placement) === "typing";

export const isReaction = (placement: Placement) => partOf(placement).startsWith("reaction");

export const isFrame = (placement: Placement) => FRAMES.includes(partOf(placement));

const partOf = ({ item }: Placement) => item.slice(item.lastIndexOf("/") + 1);

import type { Placement } from "../scene/scene.ts";

/** What an item is to the animation. */
export type Role = "message" | "typing" | "receipt" | "reaction" | "other";

/** What stands beside or over a message, and does not come the way that it comes. */
const BESIDE = ["avatar", "date"];

/** `message-3` of `message-3/bubble`: the items of one block are parts of one message. */
export const blockOf = ({ item }: Placement) => item.slice(0, item.lastIndexOf("/"));

/** A message is its bubble and what else has come with that, such as a name or a picture. */
export function roleOf(placement: Placement, blocksWithBubble: ReadonlySet<string>): Role {
	const part = partOf(placement);
	if (part === "typing" || part === "receipt") return part;
	if (part.startsWith("reaction")) return "reaction";
	return blocksWithBubble.has(blockOf(placement)) && !BESIDE.includes(part) ? "message" : "other";
}

export const isBubble = (placement: Placement) => partOf(placement) === "bubble";

const partOf = ({ item }: Placement) => item.slice(item.lastIndexOf("/") + 1);

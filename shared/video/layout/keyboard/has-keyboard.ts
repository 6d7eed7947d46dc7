import type { Look } from "../../themes/look.ts";

/**
 * Whether a look can show its keyboard: on a whole phone alone. What is lower, such as a card or a square, would have no room left for
 * messages.
 */
export function hasKeyboard({ keyboard, isPhone }: Pick<Look, "keyboard" | "isPhone">): boolean {
	return keyboard.at !== "none" && isPhone;
}

import { createFault, createInputError } from "../../core/fault.ts";
import { EMOJI } from "./font-catalogue.ts";
import type { FontLibrary } from "./font-library.ts";

/**
 * The fonts of one conversation: its emoji are Noto's, or the operator's with Noto's for what those lack. Throws INVALID_INPUT for the
 * operator's where there are none.
 */
export function chooseEmoji(fonts: FontLibrary, emoji: "noto" | "own" | undefined): FontLibrary {
	if (emoji !== "own") return fonts;
	const { ownEmoji, listFiles } = fonts;
	if (ownEmoji === undefined) {
		const words = { expected: "noto, because the operator brought no font", allowed: '"noto"' };
		throw createInputError("conversation", [
			createFault(["theme", "emoji"], { ...words, received: '"own"' }),
		]);
	}
	return {
		listFiles: (family) => (family.name === EMOJI ? [ownEmoji, ...listFiles(family)] : listFiles(family)),
	};
}

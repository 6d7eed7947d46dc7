import type { FontFamily } from "../../text/font-catalogue.ts";

/**
 * Registers the one font that every video needs, and looks whether the package of each family is there. The others'
 * files are not opened: a render loads those that its texts need, and all of them would cost it more than it draws.
 * Rejects where canvas, that one font, or the operator's emoji font do not load.
 */
export async function probeFonts(emojiFont?: string): Promise<{
	readonly found: readonly string[];
	readonly missing: readonly string[];
}> {
	const { registerFonts } = await import("../../text/register-fonts.ts");
	const { fontFamilies } = await import("../../text/font-catalogue.ts");
	const { graphics } = await import("../graphics.ts");
	const { fontsOnDisk } = await import("./font-files.ts");
	const { fontPath } = await import("./font-place.ts");
	const { findOwnEmoji } = await import("./own-emoji.ts");
	registerFonts([], { graphics, fonts: fontsOnDisk });
	const ownEmoji = findOwnEmoji(emojiFont);
	if (ownEmoji !== undefined) {
		ownEmoji.cmap();
		graphics.loadFont(ownEmoji);
	}
	const isThere = ({ packageName, licence = "LICENSE" }: FontFamily) => {
		try {
			return fontPath(packageName, licence) !== "";
		} catch {
			return false;
		}
	};
	const families = fontFamilies({ han: null, isUrdu: false });
	return {
		found: families.filter(isThere).map(({ name }) => name),
		missing: families.filter((family) => !isThere(family)).map(({ name }) => name),
	};
}

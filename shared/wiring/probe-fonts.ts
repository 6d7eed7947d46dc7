import type { FontFacts } from "../health/verdicts.ts";

/**
 * Registers the one font that every video needs, and looks whether the package of each family is there. The others'
 * files are not opened: a render loads those that its texts need, and all of them would cost it more than it draws.
 * Rejects where canvas or that one font does not load.
 */
export async function probeFonts(): Promise<FontFacts> {
	const { openFonts } = await import("../paint/open-fonts.ts");
	const { fontFamilies } = await import("../paint/font-catalogue.ts");
	const { fontPath } = await import("../paint/font-place.ts");
	openFonts([]);
	const isThere = (packageName: string) => {
		try {
			return fontPath(packageName, "unicode.json") !== "";
		} catch {
			return false;
		}
	};
	const families = fontFamilies(null);
	return {
		found: families.filter(({ packageName }) => isThere(packageName)).map(({ name }) => name),
		missing: families.filter(({ packageName }) => !isThere(packageName)).map(({ name }) => name),
	};
}

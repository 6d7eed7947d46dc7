import type { Graphics } from "../../../shared/video/graphics.ts";
import type { FontLibrary } from "../../../shared/video/text/font-library.ts";
import { createPageFonts } from "./fonts.ts";
import { createPageGraphics } from "./graphics.ts";

/** What a page, or a worker of it, plans and draws with. */
export type PageMachine = { readonly graphics: Graphics; readonly fonts: FontLibrary };

/** Reads the index of the fonts; the fonts themselves are loaded when a text needs them. Rejects if there is no index. */
export async function openMachine(fontsAddress: string): Promise<PageMachine> {
	const response = await fetch(fontsAddress);
	if (!response.ok) throw new Error(`${fontsAddress}: ${response.status}`);
	return { graphics: createPageGraphics(), fonts: createPageFonts(await response.json()) };
}

import { once } from "../../../shared/core/once.ts";
import type { Graphics } from "../../../shared/video/graphics.ts";
import type { FontLibrary } from "../../../shared/video/text/font-library.ts";
import { createPageFonts } from "./fonts.ts";
import { createPageGraphics } from "./graphics.ts";

/** What a server and a page plan and draw with, each with its own. */
export type Ports = { readonly graphics: Graphics; readonly fonts: FontLibrary };

/** Those of the page. */
export const openPagePorts = once(async (): Promise<Ports> => {
	const index = await (await fetch("/fonts.json")).json();
	return { graphics: createPageGraphics(), fonts: createPageFonts(index) };
});

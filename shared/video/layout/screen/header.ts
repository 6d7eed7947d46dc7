import type { Shape } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { HeaderInput } from "./header-input.ts";
import { leadingHeaderShapes } from "./leading-header.ts";
import { leastNavigationPx, middleHeaderShapes } from "./middle-header.ts";

/** The least height of a header, its status bar included. */
export function leastHeaderPx({ header, isPhone }: Look, hasStatusLine: boolean): number {
	const topPx = isPhone ? header.statusBar.heightPx : header.bareTopPx;
	return topPx + (header.kind === "leading" ? header.heightPx : leastNavigationPx(header, hasStatusLine));
}

/** A header without a phone's status bar. */
export function headerShapes(input: HeaderInput): readonly Shape[] {
	const { look, heightPx, hasStatusLine } = input;
	const { header, isPhone } = look;
	// What rounding added to the least height is shared out over and under what the bar shows.
	const slackPx = heightPx - leastHeaderPx(look, hasStatusLine);
	const topPx = (isPhone ? header.statusBar.heightPx : header.bareTopPx) + slackPx / 2;
	return header.kind === "leading"
		? leadingHeaderShapes({ ...input, header, topPx })
		: middleHeaderShapes({ ...input, header, topPx });
}

import type { MeasureText } from "../../scene/scene.ts";
import type { PhoneKeyboard } from "../../themes/keyboard.ts";
import type { Look, Resolved } from "../../themes/look.ts";

/** With what a keyboard is drawn. */
export type Board = {
	readonly look: Look;
	readonly keyboard: Resolved<PhoneKeyboard>;
	/** The screen's. */
	readonly widthPx: number;
	/** Down to the screen's edge. */
	readonly heightPx: number;
	readonly measure: MeasureText;
};

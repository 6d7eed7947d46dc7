import type { Colour, MeasureText } from "../../scene/scene.ts";
import type { Look } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";
import type { People } from "../people.ts";
import type { HeaderStatus } from "./header-status.ts";
import type { Pen } from "./pen.ts";

export type HeaderInput = {
	readonly look: Look;
	readonly pen: Pen;
	readonly widthPx: number;
	/** Without what fades out under it. */
	readonly heightPx: number;
	readonly measure: MeasureText;
	readonly pictures: Chat["pictures"];
	readonly people: People;
	readonly status: HeaderStatus;
	readonly hasStatusLine: boolean;
};

export function statusColour({ look, pen, status }: HeaderInput): Colour {
	const { tone, typing } = look.header.status;
	return status.isTyping && typing !== undefined ? pen.ink(typing) : tone;
}
